import type { ReadEdit, SeenMask } from '../../src/contract.js';
import { boundsOf, emptyRaster, type Raster } from '../mask/raster.js';
import { NO_RECT, type Rect, wholeOf } from '../mask/rect.js';

/** Where a mask comes from: found from words; made or changed by hand; or not there yet. */
export type Origin = 'none' | 'found' | 'painted';

/** One edit with its mask: what a chip shows. */
export interface Slot {
  readonly id: number;
  /** Index into the colors of masks. */
  color: number;
  /** Absent as long as it has not been said what becomes of the marked place. */
  edit?: ReadEdit;
  raster: Raster;
  /** Where the mask has pixels that are not 0, or more. */
  bounds: Rect;
  origin: Origin;
  /** What it is again once all strokes have been undone. */
  base: Origin;
  /** What a click found, if it was recognized. */
  label?: string;
  score?: number;
  candidates: SeenMask[];
}

let count = 0;

export function newSlot(size: { width: number; height: number }, color: number): Slot {
  count++;
  return {
    id: count,
    color,
    raster: emptyRaster(size.width, size.height),
    bounds: NO_RECT,
    origin: 'none',
    base: 'none',
    candidates: [],
  };
}

/** Writes another mask over that of a slot. Returns what may have changed. */
export function replaceMask(slot: Slot, { data }: Raster): Rect {
  const before = slot.bounds;
  slot.raster.data.set(data);
  slot.bounds = boundsOf(slot.raster, wholeOf(slot.raster));
  return {
    left: Math.min(before.left, slot.bounds.left),
    top: Math.min(before.top, slot.bounds.top),
    right: Math.max(before.right, slot.bounds.right),
    bottom: Math.max(before.bottom, slot.bounds.bottom),
  };
}

/** The first color that no other slot has. */
export function freeColor(slots: readonly Slot[]): number {
  const taken = new Set(slots.map(({ color }) => color));
  let color = 0;
  while (taken.has(color)) color++;
  return color;
}
