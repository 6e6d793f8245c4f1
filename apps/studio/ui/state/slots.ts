import { computed, effect, signal } from '@preact/signals';
import type { ReadEdit, SeenMask } from '../../src/contract.js';
import { blobOfBase64, readMask } from '../api/masks.js';
import { isBlank, type Raster } from '../mask/raster.js';
import type { Rect } from '../mask/rect.js';
import { sideOf } from '../words/side.js';
import { match } from './match.js';
import { picture } from './picture.js';
import { freeColor, newSlot, type Origin, replaceMask, type Slot } from './slot.js';
import { command, readEdits } from './words.js';

/** The edits with their masks, in the order of the command; marked places of which nothing is said come last. */
export const slots = signal<readonly Slot[]>([]);
export const selectedId = signal<number | undefined>();
export const hoveredId = signal<number | undefined>();
/** Things that are seen and that will be kept. */
export const kept = signal<readonly SeenMask[]>([]);
/** Counts what was painted; for whoever wants to know that something was. */
export const paintings = signal(0);

export const selected = computed(() => slots.value.find(({ id }) => id === selectedId.value));

/** Masks of edits that left the command, by what they are of: typed again, they are back. */
const shelf = new Map<string, Slot>();

type Listener = (slot: Slot, area: Rect) => void;
const listeners = new Set<Listener>();

/** Calls a listener for each change of a mask, with the part of the picture in which it changed. */
export function onMaskChange(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function maskChanged(slot: Slot, area: Rect): void {
  for (const listener of listeners) listener(slot, area);
}

/** Lets the chips follow the command, and begins anew with each picture. */
export function followCommand(): void {
  let before: string | undefined;
  effect(() => {
    const id = picture.value?.id;
    if (id !== before) forgetAll();
    before = id;
  });
  effect(() => {
    const size = picture.value;
    if (command.value.trim() === '') return follow([], size);
    if (readEdits.value) follow(readEdits.value, size);
  });
}

function forgetAll(): void {
  shelf.clear();
  slots.value = [];
  kept.value = [];
  selectedId.value = undefined;
}

function follow(edits: readonly ReadEdit[], size: { width: number; height: number } | undefined): void {
  const before = slots.peek();
  const matching = match(before, edits);
  const now: Slot[] = [];
  edits.forEach((edit, i) => {
    const slot =
      matching.slots[i] ?? takeFromShelf(edit) ?? newSlot(size ?? NO_SIZE, freeColor([...now, ...before]));
    now.push(Object.assign(slot, { edit }));
  });
  for (const slot of matching.left) {
    if (slot.edit === undefined) now.push(slot);
    else if (slot.origin === 'painted') shelf.set(sideOf(slot.edit), slot);
  }
  slots.value = now;
  if (!now.some(({ id }) => id === selectedId.peek())) selectedId.value = undefined;
}

const NO_SIZE = { width: 0, height: 0 };

function takeFromShelf(edit: ReadEdit): Slot | undefined {
  const slot = shelf.get(sideOf(edit));
  shelf.delete(sideOf(edit));
  return slot;
}

/** Adds a marked place of which is still to be said what it becomes. */
export function addPlace(size: { width: number; height: number }, label?: string): Slot {
  const slot = newSlot(size, freeColor(slots.peek()));
  if (label !== undefined) slot.label = label;
  slots.value = [...slots.peek(), slot];
  selectedId.value = slot.id;
  return slot;
}

/** Takes a marked place away again. */
export function removePlace(slot: Slot): void {
  slots.value = slots.peek().filter((one) => one !== slot);
}

/** Shows the same slots again, since something in one of them changed. */
export function refresh(): void {
  slots.value = [...slots.peek()];
}

/** Takes a mask that was found, unless somebody has painted meanwhile. */
export async function takeFound(slot: Slot, found: SeenMask & { candidates: SeenMask[] }): Promise<void> {
  const raster = await readMask(blobOfBase64(found.mask));
  if (slot.origin === 'painted' || !fits(slot, raster)) return;
  putMask(slot, raster, 'found');
  slot.candidates = found.candidates;
  if (found.score !== undefined) slot.score = found.score;
}

/** Puts a mask where none was, or another one was found: nothing that could be undone. */
export function putMask(slot: Slot, raster: Raster, origin: Origin): void {
  const area = replaceMask(slot, raster);
  slot.origin = origin;
  slot.base = origin;
  maskChanged(slot, area);
  refresh();
}

const fits = ({ raster }: Slot, { width, height }: Raster) =>
  raster.width === width && raster.height === height;

/** The slots whose masks are sent with an edit: those that were made or changed by hand. */
export const paintedSlots = (): Slot[] =>
  slots
    .peek()
    .filter(({ edit, origin, raster }) => edit !== undefined && origin === 'painted' && !isBlank(raster));
