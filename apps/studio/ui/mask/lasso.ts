import { blend, type Mode, type Raster } from './raster.js';
import { around, intersect, isEmpty, type Point, type Rect, wholeOf } from './rect.js';

/** Rows that each pixel is cut into: coverage is exact along rows, and in steps of 1/4 across them. */
const SUBROWS = 4;

interface Edge {
  /** From top to bottom. */
  top: Point;
  bottom: Point;
  /** 1 for an edge that was drawn downward, -1 upward. */
  winding: 1 | -1;
}

/** What a lasso may change. */
export function reachOfLasso(raster: Raster, points: readonly Point[]): Rect {
  return points.length < 3 ? { left: 0, top: 0, right: 0, bottom: 0 } : clip(raster, around(points, 0));
}

const clip = (raster: Raster, rect: Rect) => intersect(rect, wholeOf(raster));

/**
 * Fills the inside of a closed line. Where the line crosses itself, all that it goes around is inside (nonzero winding):
 * a hand that overshoots its own start leaves no hole.
 * @returns what may have changed
 */
export function fillLasso(raster: Raster, points: readonly Point[], mode: Mode): Rect {
  const area = reachOfLasso(raster, points);
  if (isEmpty(area)) return area;
  const edges = edgesOf(points);
  const row = new Float32Array(area.right - area.left);
  let next = 0;
  let active: Edge[] = [];
  for (let y = area.top; y < area.bottom; y++) {
    while (next < edges.length && edges[next]!.top.y < y + 1) active.push(edges[next++]!);
    active = active.filter(({ bottom }) => bottom.y > y);
    row.fill(0);
    for (let sub = 0; sub < SUBROWS; sub++) coverRow(row, active, y + (sub + 0.5) / SUBROWS, area.left);
    for (let i = 0; i < row.length; i++) {
      const coverage = Math.round((255 * row[i]!) / SUBROWS);
      if (coverage > 0) blend(raster.data, y * raster.width + area.left + i, coverage, mode);
    }
  }
  return area;
}

/** Fills a rectangle between two corners, in whole pixels. */
export function fillBox(raster: Raster, a: Point, b: Point, mode: Mode): Rect {
  const area = boxOf(raster, a, b);
  if (isEmpty(area)) return area;
  for (let y = area.top; y < area.bottom; y++)
    raster.data.fill(mode === 'add' ? 255 : 0, y * raster.width + area.left, y * raster.width + area.right);
  return area;
}

/** The rectangle between two corners, rounded to whole pixels. */
export function boxOf(raster: Raster, a: Point, b: Point): Rect {
  return clip(raster, {
    left: Math.round(Math.min(a.x, b.x)),
    top: Math.round(Math.min(a.y, b.y)),
    right: Math.round(Math.max(a.x, b.x)),
    bottom: Math.round(Math.max(a.y, b.y)),
  });
}

/** From the topmost on. Horizontal edges cross no row. */
function edgesOf(points: readonly Point[]): Edge[] {
  const edges = points.flatMap((from, i): Edge[] => {
    const to = points[(i + 1) % points.length]!;
    if (from.y === to.y) return [];
    return [from.y < to.y ? { top: from, bottom: to, winding: 1 } : { top: to, bottom: from, winding: -1 }];
  });
  return edges.sort((a, b) => a.top.y - b.top.y);
}

/** Adds what a line at height `y` has inside to the pixels of its row, each 0…1. */
function coverRow(row: Float32Array, edges: readonly Edge[], y: number, left: number): void {
  const crossings = edges
    .filter(({ top, bottom }) => top.y <= y && y < bottom.y)
    .map(({ top, bottom, winding }) => ({
      x: top.x + ((y - top.y) / (bottom.y - top.y)) * (bottom.x - top.x) - left,
      winding,
    }))
    .sort((a, b) => a.x - b.x);
  let depth = 0;
  for (let i = 0; i < crossings.length - 1; i++) {
    depth += crossings[i]!.winding;
    if (depth !== 0) coverRun(row, crossings[i]!.x, crossings[i + 1]!.x);
  }
}

function coverRun(row: Float32Array, from: number, to: number): void {
  const [left, right] = [Math.max(0, from), Math.min(row.length, to)];
  if (left >= right) return;
  for (let x = Math.floor(left); x < Math.ceil(right); x++)
    row[x] = row[x]! + Math.min(right, x + 1) - Math.max(left, x);
}
