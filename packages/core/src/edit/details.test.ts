// The embedded model: what it drew by itself, and where it looked.
import { renderMasks, renderScene, type Scene } from '@dualedit/diorama';
import { averageMask, type Edit } from '@dualedit/foundation';
import { expect, it } from 'vitest';
import { loadEditor } from './local-editor.js';
import type { AttentionMap } from './result.js';

/** The model's own, so that what it sees is the picture. */
const SIZE = 256;
const scene: Scene = {
  seed: 900_000_011,
  background: 'snow',
  objects: [
    { id: 1, noun: 'cat', x: 40, y: 118, size: 80 },
    { id: 2, noun: 'ball', color: 'blue', x: 100, y: 120, size: 50 },
  ],
};
const edits: Edit[] = [
  { source: 'ball', target: 'red', kind: 'attribute', which: { type: 'best' }, strength: 1, span: [0, 8] },
];

it('returns on request what the model drew before the paste, and its attention to the target phrase', async () => {
  const editor = await loadEditor();
  const image = await renderScene(scene, SIZE);
  const mask = (await renderMasks(scene, SIZE))[1]!.visible;
  const request = { picture: image, edits, masks: [mask], settings: { steps: 5 } };
  const plain = await editor.edit(request);
  expect(plain.details).toBeUndefined();

  const { picture, details } = await editor.edit({ ...request, details: true });
  expect(picture.data).toEqual(plain.picture.data);
  expect(details!.region).toEqual({ left: 0, top: 0, side: SIZE });
  expect(new Uint8Array(details!.seen.data)).toEqual(new Uint8Array(image.data));
  // Nothing is pasted yet: the autoencoder alone changes pixels far from the mask.
  const corner = 4 * (5 * SIZE + 5);
  const changed = details!.edited.data.subarray(0, corner).some((value, i) => value !== image.data[i]);
  expect(changed).toBe(true);

  const [map] = details!.attention as [AttentionMap];
  expect([map.width, map.height, map.data.length]).toEqual([16, 16, 256]);
  const inside = averageMask(mask, 16, 16);
  const mean = (weights: Float32Array) => {
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    return weights.reduce((sum, weight, i) => sum + weight * map.data[i]!, 0) / total;
  };
  // An adjective of five steps: less sure than a noun of fifty, and still where its thing is.
  expect(mean(inside)).toBeGreaterThan(1.4 * mean(inside.map((share) => 1 - share)));
  await editor.close();
});
