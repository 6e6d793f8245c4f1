import { readdirSync, symlinkSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { FIRST_HELD_OUT_SEED, renderMasks, renderScene, type Scene } from '@dualedit/diorama';
import { countOverlap } from '@dualedit/foundation';
import { expect, it } from 'vitest';
import { findPack } from './find-pack.js';
import { openEditor } from './open-editor.js';
import { scratch } from './testing/scene.js';

/** The embedded pack as if it knew more words than it lists, like a full-size one. */
async function withOpenWords(): Promise<string> {
  const [from, folder] = [await findPack(), join(await scratch(), 'pack')];
  await mkdir(folder);
  for (const name of readdirSync(from).filter((name) => !/^(words|world)\.json$/.test(name)))
    symlinkSync(join(from, name), join(folder, name));
  return folder;
}

/** A cat, and close to it a ball that no word asks for. */
const scene: Scene = {
  seed: FIRST_HELD_OUT_SEED + 77,
  background: 'snow',
  objects: [
    { id: 1, noun: 'cat', x: 44, y: 112, size: 68 },
    { id: 2, noun: 'ball', color: 'red', x: 88, y: 117, size: 28 },
  ],
};

it('a thing that nothing asks for keeps its pixels if words are open, and it is said', async () => {
  const picture = await renderScene(scene, 128);
  const ball = (await renderMasks(scene, 128))[1]!.visible;
  const editor = await openEditor({ model: await withOpenWords(), device: 'cpu' });
  try {
    const { unnamed } = await editor.masks(picture, 'cat→dog', { prompt: 'a cat in the snow' });
    expect(unnamed.map(({ name }) => name)).toEqual(['']);
    const { both, second } = countOverlap(unnamed[0]!.mask, ball);
    expect(both / second).toBeGreaterThan(0.9);
    const edited = await editor.edit(picture, 'cat→dog', { prompt: 'a cat in the snow', retry: false });
    expect(edited.checks.kept).toEqual([{ name: '', changed: 0 }]);
    const free = { prompt: 'a cat in the snow', protect: false };
    expect((await editor.masks(picture, 'cat→dog', free)).unnamed).toEqual([]);
    expect((await editor.masks(picture, 'cat→red', { prompt: free.prompt })).unnamed).toEqual([]);
  } finally {
    await editor.close();
  }
});
