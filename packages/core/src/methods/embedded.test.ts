// Every method with the embedded pack, whose weights are cast in its graphs, at the fewest steps.
import { afterAll, expect, it } from 'vitest';
import { loadEditor } from '../edit/local-editor.js';
import { plainPicture } from '../testing/plain-picture.js';
import { METHODS, type MethodName } from './methods.js';

const SIDE = 256;
const image = plainPicture('red', 'left', SIDE, SIDE);
const mask = { width: SIDE, height: SIDE, data: new Uint8Array(SIDE * SIDE) };
for (let y = 80; y < 180; y++) mask.data.fill(255, y * SIDE + 20, y * SIDE + 120);

const editor = await loadEditor({ device: 'cpu' });
afterAll(() => editor.close());

it.each(Object.keys(METHODS) as MethodName[])('%s edits', async (method) => {
  const settings = { steps: 2, iterations: 1, depths: 1 };
  const { picture, metrics, config } = await editor.edit({
    picture: image,
    masks: [mask],
    force: true,
    retry: false,
    method,
    settings: Object.fromEntries(
      Object.entries(settings).filter(([name]) => name in METHODS[method].defaults),
    ),
    edits: [
      { source: 'ball', target: 'cup', kind: 'object', which: { type: 'best' }, strength: 1, span: [0, 1] },
    ],
  });
  expect(config.method).toBe(method);
  expect(metrics.unetRuns).toBeGreaterThan(0);
  // A single step back, as OIR may choose, changes too little to be pasted.
  if (method !== 'oir') expect(picture.data).not.toEqual(image.data);
  expect(picture.data.subarray(-64 * SIDE * 4)).toEqual(image.data.subarray(-64 * SIDE * 4));
});
