import { signal } from '@preact/signals';
import { feather, reachOfFeather } from '../mask/feather.js';
import { Journal } from '../mask/journal.js';
import { boundsOf, type Raster } from '../mask/raster.js';
import { isEmpty, type Rect, unite, wholeOf } from '../mask/rect.js';
import { reshaping } from '../mask/reshape.js';
import type { Slot } from './slot.js';
import { maskChanged, paintings, refresh, slots } from './slots.js';

export const TOOLS = ['pick', 'box', 'brush', 'eraser', 'lasso'] as const;
export type Tool = (typeof TOOLS)[number];

export const tool = signal<Tool>('pick');
/** The brush's diameter on the screen, in CSS pixels: what it covers of the picture follows from the zoom. */
export const brushSize = signal(36);
export const canUndo = signal(false);
export const canRedo = signal(false);

const [LEAST, MOST] = [1, 400];
const journal = new Journal();

export function scaleBrush(factor: number): void {
  const grown = brushSize.peek() * factor;
  const next = Math.round(
    Math.abs(grown - brushSize.peek()) < 1 ? brushSize.peek() + Math.sign(factor - 1) : grown,
  );
  brushSize.value = Math.min(MOST, Math.max(LEAST, next));
}

/** Begins a stroke, or whatever else is undone at once. */
export function beginStroke(slot: Slot): void {
  journal.begin(slot.raster);
}

/** Changes pixels of a slot within an area, as part of the stroke that was begun. */
export function paintIn(slot: Slot, area: Rect, change: () => void): void {
  if (isEmpty(area)) return;
  journal.touch(area);
  change();
  slot.bounds = unite(slot.bounds, area);
  maskChanged(slot, area);
}

/** Ends a stroke: the mask is now painted. */
export function endStroke(slot: Slot): void {
  journal.commit();
  slot.bounds = boundsOf(slot.raster, slot.bounds);
  slot.origin = 'painted';
  told();
}

/** One change that is a stroke by itself. */
function changeAtOnce(slot: Slot, area: Rect, change: () => void): void {
  beginStroke(slot);
  paintIn(slot, area, change);
  endStroke(slot);
}

export function invert(slot: Slot): void {
  const { data } = slot.raster;
  changeAtOnce(slot, wholeOf(slot.raster), () => {
    for (let i = 0; i < data.length; i++) data[i] = 255 - data[i]!;
  });
}

export function clear(slot: Slot): void {
  changeAtOnce(slot, slot.bounds, () => slot.raster.data.fill(0));
}

export function soften(slot: Slot, pixels: number): void {
  changeAtOnce(slot, reachOfFeather(slot.raster, pixels), () => feather(slot.raster, pixels));
}

/** Takes another mask, such as another candidate or a file. */
export function setMask(slot: Slot, raster: Raster): void {
  changeAtOnce(slot, unite(slot.bounds, boundsOf(raster, wholeOf(raster))), () =>
    slot.raster.data.set(raster.data),
  );
}

/** Growing and shrinking by a slider: `preview` as often as it moves, then `done`. */
export function growing(slot: Slot, most: number): { preview(pixels: number): void; done(): void } {
  const { area, apply } = reshaping(slot.raster, most);
  beginStroke(slot);
  return {
    preview: (pixels) => paintIn(slot, area, () => apply(pixels)),
    done: () => endStroke(slot),
  };
}

export function undo(): void {
  after(journal.undo());
}

export function redo(): void {
  after(journal.redo());
}

function after(undone: { raster: Raster; area: Rect } | undefined): void {
  const slot = slots.peek().find(({ raster }) => raster === undone?.raster);
  if (undone && slot) {
    slot.bounds = boundsOf(slot.raster, unite(slot.bounds, undone.area));
    slot.origin = journal.stepsOn(slot.raster) > 0 ? 'painted' : slot.base;
    maskChanged(slot, undone.area);
  }
  told();
}

function told(): void {
  canUndo.value = journal.canUndo;
  canRedo.value = journal.canRedo;
  paintings.value = paintings.peek() + 1;
  refresh();
}
