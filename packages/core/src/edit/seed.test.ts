// What is drawn at random follows from the seed, with the embedded model.
import { afterAll, expect, it } from 'vitest';
import { plainPicture } from '../testing/plain-picture.js';
import { loadEditor } from './local-editor.js';

const image = plainPicture('red', 'left', 128, 128);
const mask = { width: 128, height: 128, data: new Uint8Array(128 * 128) };
for (let y = 40; y < 90; y++) mask.data.fill(255, y * 128 + 10, y * 128 + 60);
const request = {
  picture: image,
  force: true,
  retry: false,
  masks: [mask],
  settings: { steps: 3, optimize: 0 },
  edits: [
    {
      source: 'ball',
      target: 'cup',
      kind: 'object' as const,
      which: { type: 'best' as const },
      strength: 1,
      span: [0, 1] as [number, number],
    },
  ],
};

const editor = await loadEditor({ device: 'cpu' });
afterAll(() => editor.close());

it.each(['virtual', 'edit-friendly'] as const)('%s inversion draws by its seed', async (inversion) => {
  const [first, again, other] = [
    await editor.edit({ ...request, inversion, seed: 5, saveInversion: true }),
    await editor.edit({ ...request, inversion, seed: 5 }),
    await editor.edit({ ...request, inversion, seed: 6 }),
  ];
  expect(first.config).toMatchObject({ inversion, seed: 5 });
  expect(again.picture.data).toEqual(first.picture.data);
  expect(other.picture.data).not.toEqual(first.picture.data);
  expect(first.metrics.inversionPsnr).toBe(Number.POSITIVE_INFINITY);

  const inverted = first.inversion!;
  const saved = await editor.edit({ ...request, inverted });
  expect(saved.picture.data).toEqual(first.picture.data);
  expect(saved.config).toMatchObject({ inversion, seed: 5 });
  await expect(editor.edit({ ...request, inverted, seed: 6 })).rejects.toMatchObject({
    code: 'inversion-settings',
    message: expect.stringContaining('seed "5"'),
  });
});

it.each([-1, 1.5, 2 ** 31, Number.NaN])('refuses the seed %s', async (seed) => {
  await expect(editor.edit({ ...request, seed })).rejects.toMatchObject({ code: 'seed-range' });
});
