import { type Box, decodePicture, type Picture } from '@dualedit/foundation';
import { describe, expect, it } from 'vitest';
import { Previews } from './preview.js';

function plain(width: number, height: number, [red, green, blue]: readonly number[]): Picture {
  const data = new Uint8Array(4 * width * height);
  for (let i = 0; i < data.length; i += 4) data.set([red!, green!, blue!, 255], i);
  return { width, height, data };
}

const GRAY = [120, 120, 120];
const RED = [220, 30, 30];

/** Whether a place of a preview is as the model drew it, and not as the picture is. */
async function isRedAt(picture: Picture, previewArea: Box | undefined, places: readonly [number, number][]) {
  const progress = { preview: plain(64, 64, RED), ...(previewArea && { previewArea }) };
  const { bytes } = await new Previews('job', picture).of(progress);
  const { width, height, data } = await decodePicture(bytes);
  const isRed = places.map(([x, y]) => {
    const at = 4 * (Math.floor(y * height) * width + Math.floor(x * width));
    return data[at]! - data[at + 1]! > 100;
  });
  return { width, height, isRed };
}

describe('a preview', () => {
  it('shows what the model sees where it is in the picture, at no more than is needed', async () => {
    const area = { left: 1500, top: 0, width: 1500, height: 1500 };
    const wide = await isRedAt(plain(3000, 1500, GRAY), area, [
      [0.25, 0.5],
      [0.48, 0.5],
      [0.52, 0.5],
      [0.98, 0.9],
    ]);
    expect(wide).toEqual({ width: 1024, height: 512, isRed: [false, false, true, true] });
  });

  it('leaves out what reaches over the edge of the picture', async () => {
    const area = { left: -25, top: -50, width: 200, height: 200 };
    const tall = await isRedAt(plain(150, 250, GRAY), area, [
      [0.01, 0.01],
      [0.98, 0.57],
      [0.98, 0.63],
    ]);
    expect(tall).toEqual({ width: 150, height: 250, isRed: [true, true, false] });
  });

  it('is what the model drew if that is all of the picture', async () => {
    const whole = { left: 0, top: 0, width: 96, height: 96 };
    for (const area of [undefined, whole])
      expect(await isRedAt(plain(96, 96, GRAY), area, [[0, 0]])).toEqual({
        width: 64,
        height: 64,
        isRed: [true],
      });
  });
});
