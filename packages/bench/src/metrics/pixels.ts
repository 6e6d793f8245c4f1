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
