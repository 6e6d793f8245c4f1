import { blend, type Mode, type Raster } from './raster.js';
import { around, intersect, isEmpty, type Point, type Rect, wholeOf } from './rect.js';

/** What a segment of a stroke may change, and no pixel beyond. */
export function reachOfSegment(raster: Raster, from: Point, to: Point, radius: number): Rect {
  return intersect(around([from, to], radius + 0.5), wholeOf(raster));
}

/**
 * Paints all that is within `radius` pixels of the line from one point to another, with an antialiased edge. Each row is
 * filled as one run; distances are computed at its two ends alone.
 * @returns what may have changed
 */
export function paintSegment(raster: Raster, from: Point, to: Point, radius: number, mode: Mode): Rect {
  const area = reachOfSegment(raster, from, to, radius);
  if (isEmpty(area)) return area;
  const { width, data } = raster;
  const full = mode === 'add' ? 255 : 0;
  for (let y = area.top; y < area.bottom; y++) {
    const row = y * width;
    const [left, right] = clamped(runOf(from, to, radius + 0.5, y + 0.5), area);
    if (left >= right) continue;
    const [fillLeft, fillRight] = clampedInside(runOf(from, to, radius - 0.5, y + 0.5), left, right);
    data.fill(full, row + fillLeft, row + fillRight);
    const edge = (x: number) => {
      const distance = distanceToSegment(x + 0.5, y + 0.5, from, to);
      const coverage = Math.min(1, Math.max(0, radius + 0.5 - distance));
      blend(data, row + x, Math.round(255 * coverage), mode);
    };
    for (let x = left; x < fillLeft; x++) edge(x);
    for (let x = fillRight; x < right; x++) edge(x);
  }
  return area;
}

/** A run of a row, in pixels; empty if the left end is not left of the right one. */
type Run = [left: number, right: number];

/** All pixels that a run touches. */
function clamped([left, right]: Run, area: Rect): Run {
  return [Math.max(area.left, Math.floor(left)), Math.min(area.right, Math.ceil(right))];
}

/** The pixels whose centers are in a run; an empty run at `right` if there are none. */
function clampedInside([left, right]: Run, least: number, most: number): Run {
  const from = Math.max(least, Math.ceil(left - 0.5));
  const to = Math.min(most, Math.floor(right - 0.5) + 1);
  return from < to ? [from, to] : [most, most];
}

/** Where the row at height `y` is within `radius` of a line segment: a capsule is convex, so that is one run. */
function runOf(from: Point, to: Point, radius: number, y: number): Run {
  return [endOf(from, to, radius, { y, side: -1 }), endOf(from, to, radius, { y, side: 1 })];
}

/** The left (-1) or right (1) end of that run, which is one of three; the other way around if there is no run. */
function endOf(from: Point, to: Point, radius: number, { y, side }: { y: number; side: -1 | 1 }): number {
  let end = -side * Number.POSITIVE_INFINITY;
  if (radius <= 0) return end;
  for (const center of [from, to]) {
    const square = radius ** 2 - (y - center.y) ** 2;
    if (square >= 0) end = side * Math.max(side * end, side * center.x + Math.sqrt(square));
  }
  const onSide = sideAt(from, to, radius, y, side);
  return onSide === undefined ? end : side * Math.max(side * end, side * onSide);
}

/** Where a row crosses the straight left (-1) or right (1) side of a capsule, if it does. */
function sideAt(from: Point, to: Point, radius: number, y: number, side: -1 | 1): number | undefined {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const length = Math.hypot(dx, dy);
  if (length === 0 || dy === 0) return undefined;
  const turn = side * Math.sign(dy);
  const [normalX, normalY] = [(turn * dy) / length, (-turn * dx) / length];
  const share = (y - from.y - normalY * radius) / dy;
  return share < 0 || share > 1 ? undefined : from.x + normalX * radius + share * dx;
}

/** The distance of a place to the nearest point of a line segment. */
export function distanceToSegment(x: number, y: number, from: Point, to: Point): number {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const square = dx * dx + dy * dy;
  const share = square === 0 ? 0 : ((x - from.x) * dx + (y - from.y) * dy) / square;
  const nearest = Math.min(1, Math.max(0, share));
  return Math.hypot(x - from.x - nearest * dx, y - from.y - nearest * dy);
}
