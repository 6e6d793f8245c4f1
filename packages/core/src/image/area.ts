import { type Box, type Mask, maskBox } from '@dualedit/foundation';
import { maskIn } from './square.js';

/** Where something is in a picture, of which not all needs to be held at once. */
export interface Area {
  /** Around all that is marked; undefined if nothing is. */
  box: Box | undefined;
  /** What is marked in a box, which may reach over the picture's edge. */
  within(box: Box): Mask;
}

/** The area that a mask of the picture's size marks; of a soft one, also where it is faint. */
export function areaOf(mask: Mask, isSoft = false): Area {
  return { box: isSoft ? touchedBox(mask) : maskBox(mask), within: (box) => maskIn(mask, box) };
}

/** Around all values above 0. */
export function touchedBox(mask: Mask): Box | undefined {
  return maskBox({ ...mask, data: mask.data.map((value) => (value > 0 ? 255 : 0)) });
}

/** The box around all of some boxes, if there are any. */
export function uniteBoxes(boxes: readonly (Box | undefined)[]): Box | undefined {
  const known = boxes.filter((box) => box !== undefined);
  if (known.length === 0) return undefined;
  const left = Math.min(...known.map((box) => box.left));
  const top = Math.min(...known.map((box) => box.top));
  const right = Math.max(...known.map((box) => box.left + box.width));
  const bottom = Math.max(...known.map((box) => box.top + box.height));
  return { left, top, width: right - left, height: bottom - top };
}
