import { signal } from '@preact/signals';
import { paintSegment, reachOfSegment } from '../mask/brush.js';
import { boxOf, fillBox, fillLasso, reachOfLasso } from '../mask/lasso.js';
import type { Mode } from '../mask/raster.js';
import type { Point } from '../mask/rect.js';
import { slotAt } from '../state/hover.js';
import { comparison } from '../state/look.js';
import { beginStroke, endStroke, paintIn, type Tool, undo } from '../state/paint.js';
import { picture } from '../state/picture.js';
import type { Slot } from '../state/slot.js';
import { addPlace, selected, selectedId, slots } from '../state/slots.js';

/** A line of a lasso or a box that is being drawn, in pixels of the picture. */
export const draft = signal<{ points: readonly Point[]; isBox: boolean } | undefined>();

/** One stroke of a tool, from when the pointer goes down to when it goes up. */
export interface Stroke {
  move(points: readonly Point[]): void;
  end(): void;
  /** Takes it back, as when a second finger turns it into a pinch. */
  cancel(): void;
}

/** Where the last stroke of the brush ended, for straight lines. */
let last: { slot: Slot; point: Point } | undefined;

/** Begins a stroke at a place. `radius` is in pixels of the picture. */
export function beginTool(
  kind: Exclude<Tool, 'pick'>,
  place: Point,
  { radius, isErasing, isStraight }: { radius: number; isErasing: boolean; isStraight: boolean },
): Stroke | undefined {
  const slot = slotFor(place);
  if (!slot) return undefined;
  selectedId.value = slot.id;
  comparison.value = 'masks';
  const mode: Mode = isErasing || kind === 'eraser' ? 'erase' : 'add';
  if (kind === 'lasso' || kind === 'box') return drawn(slot, place, mode, kind === 'box');
  return painted(slot, place, mode, radius, isStraight);
}

/** The chip that is selected, else the mask under the pointer, else the nearest one, else a new place. */
function slotFor(place: Point): Slot | undefined {
  const open = picture.peek();
  if (!open) return undefined;
  return selected.peek() ?? slotAt(place) ?? nearest(place) ?? addPlace(open);
}

function nearest({ x, y }: Point): Slot | undefined {
  const distance = ({ bounds: { left, top, right, bottom } }: Slot) =>
    Math.hypot(Math.max(left - x, 0, x - right), Math.max(top - y, 0, y - bottom));
  return [...slots.peek()].sort((a, b) => distance(a) - distance(b))[0];
}

function painted(slot: Slot, place: Point, mode: Mode, radius: number, isStraight: boolean): Stroke {
  let at = isStraight && last?.slot === slot ? last.point : place;
  const to = (point: Point) => {
    const from = at;
    paintIn(slot, reachOfSegment(slot.raster, from, point, radius), () => {
      paintSegment(slot.raster, from, point, radius, mode);
    });
    at = point;
  };
  beginStroke(slot);
  to(place);
  return {
    move: (points) => points.forEach(to),
    end: () => {
      last = { slot, point: at };
      endStroke(slot);
    },
    cancel: () => {
      endStroke(slot);
      undo();
    },
  };
}

function drawn(slot: Slot, place: Point, mode: Mode, isBox: boolean): Stroke {
  let points = [place];
  const { raster } = slot;
  const show = () => {
    draft.value = { points, isBox };
  };
  show();
  return {
    move: (more) => {
      points = isBox ? [place, more.at(-1)!] : [...points, ...more];
      show();
    },
    end: () => {
      draft.value = undefined;
      const [from, to] = [points[0]!, points.at(-1)!];
      beginStroke(slot);
      if (isBox) paintIn(slot, boxOf(raster, from, to), () => fillBox(raster, from, to, mode));
      else paintIn(slot, reachOfLasso(raster, points), () => fillLasso(raster, points, mode));
      endStroke(slot);
    },
    cancel: () => {
      draft.value = undefined;
    },
  };
}
