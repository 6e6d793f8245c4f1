import type { Edit, Mask, Picture, SeenThing } from '@dualedit/foundation';

/** Left, top, width and height in a square of 64 pixels. */
export type Place = readonly [left: number, top: number, width: number, height: number];

const SIDE = 64;

/** A mask of a box. */
export function boxMask([left, top, width, height]: Place): Mask {
  const data = new Uint8Array(SIDE * SIDE);
  for (let y = top; y < top + height; y++) data.fill(255, y * SIDE + left, y * SIDE + left + width);
  return { width: SIDE, height: SIDE, data };
}

export const thing = (name: string, place: Place): SeenThing => ({ name, mask: boxMask(place), score: 0.9 });

/** A gray picture with colored boxes on it, later ones in front. */
export function boxes(...colored: [place: Place, rgb: readonly [number, number, number]][]): Picture {
  const data = new Uint8Array(SIDE * SIDE * 4).fill(128);
  for (const [place, rgb] of colored) {
    boxMask(place).data.forEach((value, i) => {
      if (value > 0) data.set(rgb, i * 4);
    });
  }
  return { width: SIDE, height: SIDE, data };
}

export const edit = (source: string, target: string, kind: Edit['kind'] = 'object'): Edit => ({
  source,
  target,
  kind,
  which: { type: 'best' },
  strength: 1,
  span: [0, 1],
});
