import { FIRST_HELD_OUT_SEED, renderMasks, renderScene } from '@dualedit/diorama';
import type { Change, MaskSource, SeenThing } from '@dualedit/foundation';
import { expect, it } from 'vitest';
import { loadEditor } from '../local-editor.js';

const SIZE = 128;

it('what is removed is gone before another background is drawn: as two edits would make it', async () => {
  const scene = {
    seed: FIRST_HELD_OUT_SEED + 5,
    background: 'grass' as const,
    objects: [
      { id: 1, noun: 'cat' as const, x: 56, y: 108, size: 66 },
      { id: 2, noun: 'ball' as const, color: 'red' as const, x: 102, y: 116, size: 26 },
    ],
  };
  const image = await renderScene(scene, SIZE);
  const [cat, ball] = (await renderMasks(scene, SIZE)).map(({ visible }) => visible);
  // Sees the ball only where it still is: its middle is red.
  const maskSource: MaskSource = {
    async find({ data }, { edits }) {
      const at = 4 * (106 * SIZE + 102);
      const isThere = data[at]! > 150 && data[at + 1]! < 100;
      const things: SeenThing[] = [
        { name: 'cat', mask: cat!, score: 0.9 },
        ...(isThere ? [{ name: 'ball', mask: ball!, score: 0.9 }] : []),
      ];
      return { masks: edits.map(() => ball!), things };
    },
  };
  const removal: Change = { kind: 'removal', source: 'ball', which: { type: 'best' }, span: [0, 1] };
  const background: Change = { kind: 'background', target: 'snow', strength: 1, span: [2, 3] };
  const editor = await loadEditor({ device: 'cpu', maskSource });
  const few = { settings: { steps: 3 }, retry: false, force: true };
  const both = await editor.edit({ picture: image, edits: [background, removal], ...few });
  const first = await editor.edit({ picture: image, edits: [removal], ...few });
  const second = await editor.edit({ picture: first.picture, edits: [background], ...few });
  expect(both.picture.data).toEqual(second.picture.data);
  expect(both.masks).toEqual([second.masks[0], first.masks[0]]);
  expect(both.checks.edits.map(({ kind }) => kind)).toEqual(['background', 'removal']);
  expect(both.metrics.unetRuns).toBe(first.metrics.unetRuns + second.metrics.unetRuns);
  const again = await editor.edit({ picture: image, ...both.config, ...few });
  expect(again.picture.data).toEqual(both.picture.data);
  await editor.close();
});

it('who wore what is removed changes when that is gone, and neither edit touches the rest', async () => {
  const scene = {
    seed: FIRST_HELD_OUT_SEED + 6,
    background: 'grass' as const,
    objects: [
      { id: 1, noun: 'cat' as const, x: 64, y: 112, size: 76 },
      { id: 2, noun: 'hat' as const, color: 'blue' as const, x: 64, y: 65, size: 52, wornBy: 1 },
    ],
  };
  const image = await renderScene(scene, SIZE);
  const [cat, hat] = (await renderMasks(scene, SIZE)).map(({ visible }) => visible);
  const looked: string[][] = [];
  const maskSource: MaskSource = {
    async find(_, { edits }) {
      if (edits.length > 0) looked.push(edits.map(({ source }) => source));
      const things = [
        { name: 'cat', mask: cat!, score: 0.9 },
        { name: 'hat', mask: hat!, score: 0.9 },
      ];
      return { masks: edits.map(({ source }) => (source === 'hat' ? hat! : cat!)), things };
    },
  };
  const removal: Change = { kind: 'removal', source: 'hat', which: { type: 'best' }, span: [0, 1] };
  const recolor: Change = {
    kind: 'attribute',
    source: 'cat',
    target: 'red',
    which: { type: 'best' },
    strength: 1,
    span: [2, 3],
  };
  const editor = await loadEditor({ device: 'cpu', maskSource });
  const few = { settings: { steps: 3 }, retry: false, force: true };
  const alone = await editor.edit({ picture: image, edits: [removal], ...few });
  looked.length = 0;
  const both = await editor.edit({ picture: image, edits: [recolor, removal], ...few });
  expect(looked).toEqual([['cat', 'hat'], ['cat']]);
  expect(both.checks.edits.map(({ kind }) => kind)).toEqual(['attribute', 'removal']);
  expect(both.metrics.unetRuns).toBeGreaterThan(alone.metrics.unetRuns);
  const corner = both.picture.data.subarray(0, 4 * 10 * SIZE);
  expect(Buffer.compare(corner, image.data.subarray(0, 4 * 10 * SIZE))).toBe(0);
  await editor.close();
});
