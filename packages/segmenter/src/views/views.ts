import type { Box } from '@dualedit/foundation';
import type { Size } from '../masks/shapes.js';

/** Up to this aspect, a picture is looked at as a whole: what is squeezed by less is recognized. */
const NEARLY_SQUARE = 1.1;
/** How much of a square lies in the next one, at least: a thing of this share of its side is whole in one of them. */
const OVERLAP = 0.5;
/** As many sides of its view has the longest picture that is looked at in squares. */
const MOST_SIDES = 16;

/** The whole picture as a view. */
export function wholeView({ width, height }: Size): Box {
  return { left: 0, top: 0, width, height };
}

/** The squares, as large as the picture's shorter side, in which a wide or tall picture is looked at. */
export function squaresOf(picture: Size): Box[] {
  const { width, height } = picture;
  const isSquare = Math.max(width, height) <= NEARLY_SQUARE * Math.min(width, height);
  return isSquare ? [wholeView(picture)] : tilesOf(picture, Math.min(width, height));
}

/**
 * Overlapping squares of a side that cover the picture; the side is at most the picture's shorter one. Of a picture like a
 * ribbon, they are longer than high, so that there are not thousands.
 */
export function tilesOf({ width, height }: Size, side: number): Box[] {
  const [across, down] = [spanOf(width, side), spanOf(height, side)];
  return down.starts.flatMap((top) =>
    across.starts.map((left) => ({ left, top, width: across.length, height: down.length })),
  );
}

function spanOf(whole: number, side: number): { length: number; starts: number[] } {
  const length = Math.max(side, Math.ceil(whole / MOST_SIDES));
  const count = Math.ceil((whole - length) / (length * (1 - OVERLAP))) + 1;
  const starts = Array.from({ length: count }, (_, i) =>
    count === 1 ? 0 : Math.round((i * (whole - length)) / (count - 1)),
  );
  return { length, starts };
}

/** A square of this side around a box, moved into the picture; cut where it is larger than the picture. */
export function viewAround(box: Box, side: number, { width, height }: Size): Box {
  const axis = (start: number, length: number, whole: number) => {
    const taken = Math.min(whole, Math.round(side));
    const from = Math.round(start + length / 2 - taken / 2);
    return [Math.max(0, Math.min(whole - taken, from)), taken] as const;
  };
  const [left, across] = axis(box.left, box.width, width);
  const [top, down] = axis(box.top, box.height, height);
  return { left, top, width: across, height: down };
}

/** The whole picture, or of a wide or tall one a square around what is shown in it. */
export function squareAround(shown: Box, picture: Size): Box {
  const side = Math.min(picture.width, picture.height);
  const extent = Math.max(shown.width, shown.height);
  if (extent > side) return viewAround(shown, 1.5 * extent, picture);
  const views = squaresOf(picture);
  return views.length === 1 ? views[0]! : viewAround(shown, side, picture);
}

/**
 * Of the squares in which a picture is looked at, the one whose middle is nearest to what is shown: a pointer that moves
 * does not ask for a new view each time. A square around it if it does not fit any of them.
 */
export function squareWith(shown: Box, picture: Size): Box {
  const nearest = squaresOf(picture).reduce((a, b) => (distance(b, shown) < distance(a, shown) ? b : a));
  return contains(nearest, shown) ? nearest : squareAround(shown, picture);
}

/** Between the middles of two boxes. */
function distance(a: Box, b: Box): number {
  const x = a.left + a.width / 2 - b.left - b.width / 2;
  const y = a.top + a.height / 2 - b.top - b.height / 2;
  return Math.hypot(x, y);
}

function contains(outer: Box, inner: Box): boolean {
  const right = inner.left + inner.width <= outer.left + outer.width;
  const bottom = inner.top + inner.height <= outer.top + outer.height;
  return inner.left >= outer.left && inner.top >= outer.top && right && bottom;
}

/** Whether two views are of the same pixels. */
export function isSameView(a: Box, b: Box): boolean {
  return a.left === b.left && a.top === b.top && a.width === b.width && a.height === b.height;
}
