/** A rectangle of whole pixels; right and bottom are exclusive. */
export interface Rect {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

export const NO_RECT: Rect = { left: 0, top: 0, right: 0, bottom: 0 };

export const isEmpty = ({ left, top, right, bottom }: Rect): boolean => left >= right || top >= bottom;

export const wholeOf = ({ width, height }: { width: number; height: number }): Rect => ({
  left: 0,
  top: 0,
  right: width,
  bottom: height,
});

/** The smallest rectangle around two; an empty one adds nothing. */
export function unite(a: Rect, b: Rect): Rect {
  if (isEmpty(a)) return b;
  if (isEmpty(b)) return a;
  return {
    left: Math.min(a.left, b.left),
    top: Math.min(a.top, b.top),
    right: Math.max(a.right, b.right),
    bottom: Math.max(a.bottom, b.bottom),
  };
}

/** What two rectangles share; empty if they share nothing. */
export function intersect(a: Rect, b: Rect): Rect {
  return {
    left: Math.max(a.left, b.left),
    top: Math.max(a.top, b.top),
    right: Math.min(a.right, b.right),
    bottom: Math.min(a.bottom, b.bottom),
  };
}

/** Larger by `by` pixels on each side. */
export function pad({ left, top, right, bottom }: Rect, by: number): Rect {
  return { left: left - by, top: top - by, right: right + by, bottom: bottom + by };
}

/** The smallest rectangle of whole pixels around points and all that is within `reach` of them. */
export function around(points: readonly Point[], reach: number): Rect {
  let [left, top, right, bottom] = [
    Number.POSITIVE_INFINITY,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
  ];
  for (const { x, y } of points) {
    left = Math.min(left, x);
    top = Math.min(top, y);
    right = Math.max(right, x);
    bottom = Math.max(bottom, y);
  }
  return {
    left: Math.floor(left - reach),
    top: Math.floor(top - reach),
    right: Math.ceil(right + reach),
    bottom: Math.ceil(bottom + reach),
  };
}

/** A place in a picture: pixel (0, 0) reaches from 0 to 1, so its center is at 0.5. */
export interface Point {
  x: number;
  y: number;
}
