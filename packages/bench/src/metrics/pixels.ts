import type { Mask, Picture } from '@dualedit/foundation';

/** Which pixels count, row by row: 1 where they do, 0 where not. */
export type Selection = Uint8Array;

/** The background: pixels that no mask marks (half or less). */
export function outside(masks: readonly Mask[]): Selection {
  return inside(masks).map((value) => 1 - value);
}

/** Pixels that at least one mask marks. All masks must be of one size; at least one is needed. */
export function inside(masks: readonly Mask[]): Selection {
  return Uint8Array.from(masks[0]!.data, (_, i) => Number(masks.some((mask) => mask.data[i]! > 127)));
}

/** A selection with all pixels that are at most so far from one of its own along both axes. */
export function grown(selection: Selection, width: number, by: number): Selection {
  const height = selection.length / width;
  const along = (from: Selection, step: number, length: number, start: (line: number) => number) => {
    const to = new Uint8Array(from.length);
    for (let line = 0; line < from.length / length; line++) {
      for (let i = 0; i < length; i++) {
        if (from[start(line) + i * step] === 0) continue;
        const last = Math.min(length - 1, i + by);
        for (let near = Math.max(0, i - by); near <= last; near++) to[start(line) + near * step] = 1;
      }
    }
    return to;
  };
  const wide = along(selection, 1, width, (row) => row * width);
  return along(wide, width, height, (column) => column);
}

/** Rec. 601 luma, 0…255. */
export function luma({ data }: Picture): Float64Array {
  const plane = new Float64Array(data.length / 4);
  for (let i = 0; i < plane.length; i++) {
    plane[i] = 0.299 * data[4 * i]! + 0.587 * data[4 * i + 1]! + 0.114 * data[4 * i + 2]!;
  }
  return plane;
}

/** `picture` inside the selection, `elsewhere` outside of it. Both must be of one size. */
export function combine(picture: Picture, selection: Selection, elsewhere: Picture): Picture {
  const data = new Uint8Array(elsewhere.data);
  for (let i = 0; i < selection.length; i++) {
    if (selection[i]) data.set(picture.data.subarray(4 * i, 4 * i + 4), 4 * i);
  }
  return { ...picture, data };
}
