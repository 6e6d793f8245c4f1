import type { Mask, Picture } from '@dualedit/foundation';
import { boxMean } from '../image/window.js';

/** Mean difference of a channel, in levels, from which something else is drawn than was there. */
const DRAWN = 40;

/**
 * What was drawn anew and hangs together with what is known to be new: ears that a hat cuts off from their head are in
 * no mask of the animal.
 *
 * @param after the square as the model drew it, and `before` as it draws it unedited
 * @param from where to begin, and `within` how far to go; masks of the square's size
 */
export function drawnBeside(
  { before, after }: { before: Picture; after: Picture },
  { from, within }: { from: Mask; within: Mask },
): Mask {
  const { width, height } = after;
  const isNew = boxMean(differences(before, after), width, height, 1).map((mean, i) =>
    Number(mean >= DRAWN && within.data[i]! > 127),
  );
  const data = new Uint8Array(width * height);
  const open = [...from.data.keys()].filter((i) => from.data[i]! > 127);
  for (let i = open.pop(); i !== undefined; i = open.pop()) {
    for (const next of neighbors(i, width, height)) {
      if (isNew[next] === 0 || data[next]! > 0) continue;
      data[next] = 255;
      open.push(next);
    }
  }
  return { width, height, data };
}

function differences({ data: a }: Picture, { data: b, width, height }: Picture): Float32Array {
  return Float32Array.from({ length: width * height }, (_, i) =>
    Math.max(...[0, 1, 2].map((channel) => Math.abs(a[i * 4 + channel]! - b[i * 4 + channel]!))),
  );
}

function neighbors(i: number, width: number, height: number): number[] {
  const x = i % width;
  return [
    ...(x > 0 ? [i - 1] : []),
    ...(x < width - 1 ? [i + 1] : []),
    ...(i >= width ? [i - width] : []),
    ...(i < width * (height - 1) ? [i + width] : []),
  ];
}
