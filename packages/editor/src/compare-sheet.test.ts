import { cropPicture, decodePicture, type Picture } from '@dualedit/foundation';
import { expect, it } from 'vitest';
import { compareSheet } from './compare-sheet.js';

function plain(width: number, height: number, colour: number[]): Picture {
  return { width, height, data: new Uint8Array(width * height * 4).map((_, i) => colour[i % 4]!) };
}

it('holds both pictures untouched, side by side, with a gap between them', async () => {
  const [before, after] = [plain(200, 120, [200, 30, 40, 255]), plain(200, 120, [20, 60, 220, 255])];
  const sheet = await decodePicture(await compareSheet(before, after));
  const columns = (colour: number[]) => {
    const found = [];
    const y = sheet.height >> 1;
    for (let x = 0; x < sheet.width; x++) {
      const at = (y * sheet.width + x) * 4;
      if (colour.every((value, c) => sheet.data[at + c] === value)) found.push(x);
    }
    return found;
  };
  const [left, right] = [columns([200, 30, 40]), columns([20, 60, 220])];
  expect([left.length, right.length]).toEqual([200, 200]);
  expect(right[0]! - left.at(-1)!).toBeGreaterThan(20);
  const gap = cropPicture(sheet, {
    left: left.at(-1)! + 1,
    top: 0,
    width: right[0]! - left.at(-1)! - 1,
    height: sheet.height,
  });
  expect(gap.data.some((value) => value < 100)).toBe(true);
});
