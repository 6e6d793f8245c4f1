import { decodePicture } from '@dualedit/foundation';
import { expect, it } from 'vitest';
import { boxMask } from './masks/shapes.js';
import { overlayPicture } from './overlay.js';

const size = { width: 200, height: 160 };
const picture = { ...size, data: new Uint8Array(200 * 160 * 4).fill(255) };

const at = ({ data }: { data: Uint8Array }, x: number, y: number) =>
  Array.from(data.subarray((y * 200 + x) * 4, (y * 200 + x) * 4 + 3));

it('tints and outlines each thing in a colour of its own, and leaves the rest as it is', async () => {
  const [one, other] = [
    boxMask({ left: 20, top: 60, width: 60, height: 60 }, size),
    boxMask({ left: 120, top: 60, width: 60, height: 60 }, size),
  ];
  const shown = await decodePicture(
    await overlayPicture(picture, [
      { mask: one, label: 'cat & <dog>', score: 0.931 },
      { mask: other, label: 'hat' },
    ]),
  );
  expect(shown).toMatchObject(size);
  expect(at(shown, 5, 150)).toEqual([255, 255, 255]);
  expect(at(shown, 20, 90)).toEqual([0xe6, 0x9f, 0x00]);
  expect(at(shown, 120, 90)).toEqual([0x56, 0xb4, 0xe9]);
  // Inside, the picture shines through.
  const [red, , blue] = at(shown, 50, 90) as [number, number, number];
  expect(red).toBeGreaterThan(240);
  expect(blue).toBeGreaterThan(150);
  expect(blue).toBeLessThan(180);
  // The label stands above its thing.
  expect(at(shown, 24, 45)).not.toEqual([255, 255, 255]);
});

it('shows an empty mask as nothing', async () => {
  const empty = { ...size, data: new Uint8Array(200 * 160) };
  const shown = await decodePicture(await overlayPicture(picture, [{ mask: empty, label: 'cat' }]));
  expect(Buffer.from(shown.data).equals(Buffer.from(picture.data))).toBe(true);
});
