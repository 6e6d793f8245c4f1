import type { Mask, Picture } from '@dualedit/foundation';
import { largestDifferences } from '../image/largest-difference.js';
import { boxMean } from '../image/window.js';

/** Mean difference of a channel, in levels, from which something else is drawn than was there. */
const DRAWN = 40;

/**
 * What was drawn anew and adjoins what is known to be new: ears that a hat cuts off from their head are in no mask of
 * the animal. What goes on up to where the edit may not reach is the background, drawn a little otherwise.
 *
 * @param pictures the square as the model drew it, and as it draws it unedited
 * @param from what is known, and `within` how far the edit may reach; masks of the square's size
 */
export function drawnBeside(
  { before, after }: { before: Picture; after: Picture },
  { from, within }: { from: Mask; within: Mask },
): Mask {
  const { width, height } = after;
  const isKnown = (i: number) => from.data[i]! > 127;
  const isWithin = (i: number) => within.data[i]! > 127;
  const isNew = boxMean(largestDifferences(before, after), width, height, 1).map((mean, i) =>
    Number(mean >= DRAWN && isWithin(i) && !isKnown(i)),
  );
  const data = new Uint8Array(width * height);
  const done = new Uint8Array(width * height);
  for (let i = 0; i < isNew.length; i++) {
    if (isNew[i] === 0 || done[i] !== 0) continue;
    const part = [i];
    done[i] = 1;
    let [adjoins, goesOn] = [false, false];
    for (const cell of part) {
      if (isAtEdge(cell, width, height)) goesOn = true;
      for (const next of neighbors(cell, width, height)) {
        if (isKnown(next)) adjoins = true;
        else if (!isWithin(next)) goesOn = true;
        else if (isNew[next]! > 0 && done[next] === 0) {
          done[next] = 1;
          part.push(next);
        }
      }
    }
    if (adjoins && !goesOn) for (const cell of part) data[cell] = 255;
  }
  return { width, height, data };
}

function isAtEdge(i: number, width: number, height: number): boolean {
  return i < width || i >= width * (height - 1) || i % width === 0 || i % width === width - 1;
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
