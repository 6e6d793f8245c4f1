import { expect, it } from 'vitest';
import { SharpDifference } from './difference.js';

const SIDE = 24;
const [GROUND, ORANGE, BLUE] = [[120, 80, 60] as const, [240, 130, 40] as const, [50, 100, 220] as const];

/** Two upright lines, two pixels wide, on a ground. */
function lines(rgb: readonly number[]): Uint8Array {
  const isLine = (x: number) => [7, 8, 15, 16].includes(x);
  const pixels = Array.from({ length: SIDE * SIDE }, (_, i) => [...(isLine(i % SIDE) ? rgb : GROUND), 255]);
  return Uint8Array.from(pixels.flat());
}

/** As an autoencoder returns it: each pixel the mean of five in its row. */
function blurred(picture: Uint8Array): Uint8Array {
  return picture.map((_, at) => {
    const [x, row] = [Math.floor(at / 4) % SIDE, Math.floor(at / 4 / SIDE)];
    const near = [-2, -1, 0, 1, 2].map((by) => Math.min(SIDE - 1, Math.max(0, x + by)));
    return (
      near.reduce((sum, column) => sum + picture[(row * SIDE + column) * 4 + (at % 4)]!, 0) / near.length
    );
  });
}

it('gives a thin thing all of its new color, though the model blurs old and new alike', () => {
  const original = lines(ORANGE);
  const difference = new SharpDifference({ left: 0, top: 0, width: SIDE, height: SIDE }, 1);
  difference.add({ row: 0, unedited: blurred(original), edited: blurred(lines(BLUE)) });
  difference.finish();
  const colorAt = (x: number, y: number) =>
    ([0, 1, 2] as const).map((channel) => {
      const at = (y * SIDE + x) * 4;
      return original[at + channel]! + difference.at(channel, x, y, original, at);
    });
  const farthest = (color: number[], from: readonly number[]) =>
    Math.max(...color.map((value, i) => Math.abs(value - from[i]!)));
  expect(farthest(colorAt(8, 12), BLUE)).toBeLessThan(16);
  expect(farthest(colorAt(12, 12), GROUND)).toBeLessThan(16);
});
