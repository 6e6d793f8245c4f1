import { type Editor, startEditor } from '@dualedit/core';
import { renderMasks, renderScene, type Scene } from '@dualedit/diorama';
import type { Mask, Picture } from '@dualedit/foundation';
import { afterAll, beforeAll, expect, it } from 'vitest';

const scene: Scene = {
  seed: 900_000_005,
  background: 'beach',
  objects: [
    { id: 1, noun: 'dog', x: 44, y: 116, size: 74 },
    { id: 2, noun: 'cup', color: 'green', x: 98, y: 116, size: 46 },
  ],
};

let editor: Editor;
beforeAll(async () => {
  editor = await startEditor();
});
afterAll(() => editor.close());

it('turns a green cup red by its words, and leaves the dog alone', async () => {
  const image = await renderScene(scene, 128);
  const [dog, cup] = (await renderMasks(scene, 128)).map(({ visible }) => visible);
  const { picture } = await editor.edit({
    picture: image,
    edits: [
      { source: 'cup', target: 'red', kind: 'attribute', which: { type: 'best' }, strength: 1, span: [0, 7] },
    ],
    prompt: 'a dog next to a green cup on the beach',
    settings: { steps: 25 },
  });
  const [before, after] = [meanColor(image, cup!), meanColor(picture, cup!)];
  expect(before.green).toBeGreaterThan(before.red + 40);
  expect(after.red).toBeGreaterThan(after.green + 60);
  expect(after.red).toBeGreaterThan(after.blue + 60);
  const changed = dog!.data.filter((value, i) => value > 127 && differs(image, picture, i)).length;
  expect(changed / dog!.data.filter((value) => value > 127).length).toBeLessThan(0.02);
});

function meanColor({ data }: Picture, mask: Mask) {
  const sum = [0, 0, 0];
  let count = 0;
  mask.data.forEach((value, i) => {
    if (value <= 127) return;
    count++;
    for (let channel = 0; channel < 3; channel++) sum[channel]! += data[i * 4 + channel]!;
  });
  const [red, green, blue] = sum.map((total) => total / count);
  return { red: red!, green: green!, blue: blue! };
}

function differs(a: Picture, b: Picture, pixel: number): boolean {
  return [0, 1, 2].some((channel) => a.data[pixel * 4 + channel] !== b.data[pixel * 4 + channel]);
}
