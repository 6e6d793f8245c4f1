import type { Raster } from './raster.js';
import { intersect, isEmpty, NO_RECT, type Rect, unite, wholeOf } from './rect.js';

/** Pixels along a side of the squares that changes are remembered in. */
const TILE = 128;

/** One tile as it was: its pixels, or the one value that all of them had. */
type Tile = Uint8Array | number;

/** One step of undo: what the tiles that it changed look like on the other side of it. */
interface Step {
  raster: Raster;
  tiles: Map<number, Tile>;
}

/** A step that is not over: tiles as they were before. They are looked at when it ends, not while a stroke waits. */
interface OpenStep {
  raster: Raster;
  tiles: Map<number, Uint8Array>;
}

/** What a step changed. */
export interface Undone {
  raster: Raster;
  area: Rect;
}

/**
 * Undo and redo for any number of masks. Whoever is about to change pixels says so first, with `touch`; only the tiles
 * that were touched are kept, those of one value as one number. The oldest steps go when `budget` bytes are used up.
 */
export class Journal {
  #undo: Step[] = [];
  #redo: Step[] = [];
  #open: OpenStep | undefined;
  readonly #budget: number;

  constructor(budget = 256 * 2 ** 20) {
    this.#budget = budget;
  }

  get canUndo(): boolean {
    return this.#undo.length > 0;
  }

  get canRedo(): boolean {
    return this.#redo.length > 0;
  }

  /** Begins a step; all that is touched until {@link commit} is undone at once. */
  begin(raster: Raster): void {
    this.commit();
    this.#open = { raster, tiles: new Map() };
  }

  /** Remembers the pixels of an area, before they are changed. */
  touch(area: Rect): void {
    const step = this.#open;
    if (!step || isEmpty(area)) return;
    const across = tilesAcross(step.raster);
    for (let y = Math.floor(area.top / TILE); y * TILE < area.bottom; y++)
      for (let x = Math.floor(area.left / TILE); x * TILE < area.right; x++) {
        const index = y * across + x;
        if (!step.tiles.has(index)) step.tiles.set(index, copyTile(step.raster, index));
      }
  }

  /** Ends a step. One that changed no pixel is none. */
  commit(): void {
    const step = this.#open;
    this.#open = undefined;
    if (!step) return;
    const { raster } = step;
    const changed = [...step.tiles].filter(([index, pixels]) => !isUnchanged(raster, index, pixels));
    if (changed.length === 0) return;
    this.#undo.push({ raster, tiles: new Map(changed.map(([index, pixels]) => [index, packed(pixels)])) });
    this.#redo = [];
    this.#shorten();
  }

  /** Takes the last step back. Returns what changed; undefined if there is nothing to take back. */
  undo(): Undone | undefined {
    this.commit();
    return move(this.#undo, this.#redo);
  }

  redo(): Undone | undefined {
    this.commit();
    return move(this.#redo, this.#undo);
  }

  /** Drops all steps of a mask, whose pixels now come from somewhere else. */
  forget(raster: Raster): void {
    const isOther = (step: Step) => step.raster !== raster;
    this.#undo = this.#undo.filter(isOther);
    this.#redo = this.#redo.filter(isOther);
  }

  /** How many steps on a mask could be taken back. */
  stepsOn(raster: Raster): number {
    return this.#undo.filter((step) => step.raster === raster).length;
  }

  #shorten(): void {
    let bytes = this.#undo.reduce((sum, step) => sum + sizeOf(step), 0);
    while (bytes > this.#budget && this.#undo.length > 1) bytes -= sizeOf(this.#undo.shift()!);
  }
}

/** Swaps the pixels of the last step of one stack with those in the mask, and moves it to the other. */
function move(from: Step[], to: Step[]): Undone | undefined {
  const step = from.pop();
  if (!step) return undefined;
  let area = NO_RECT;
  for (const [index, tile] of step.tiles) {
    step.tiles.set(index, packed(copyTile(step.raster, index)));
    writeTile(step.raster, index, tile);
    area = unite(area, tileRect(step.raster, index));
  }
  to.push(step);
  return { raster: step.raster, area };
}

const tilesAcross = ({ width }: Raster) => Math.ceil(width / TILE);

function tileRect(raster: Raster, index: number): Rect {
  const across = tilesAcross(raster);
  const [left, top] = [(index % across) * TILE, Math.floor(index / across) * TILE];
  return intersect({ left, top, right: left + TILE, bottom: top + TILE }, wholeOf(raster));
}

function copyTile(raster: Raster, index: number): Uint8Array {
  const { left, top, right, bottom } = tileRect(raster, index);
  const pixels = new Uint8Array((right - left) * (bottom - top));
  for (let y = top; y < bottom; y++) {
    const row = raster.data.subarray(y * raster.width + left, y * raster.width + right);
    pixels.set(row, (y - top) * (right - left));
  }
  return pixels;
}

/** One number for pixels of one value. Loops, since these look at every pixel of a large mask. */
function packed(pixels: Uint8Array): Tile {
  const first = pixels[0]!;
  for (let i = 1; i < pixels.length; i++) if (pixels[i] !== first) return pixels;
  return first;
}

function isUnchanged(raster: Raster, index: number, pixels: Uint8Array): boolean {
  const { left, top, right, bottom } = tileRect(raster, index);
  for (let y = top, i = 0; y < bottom; y++)
    for (let at = y * raster.width + left; at < y * raster.width + right; at++, i++)
      if (raster.data[at] !== pixels[i]) return false;
  return true;
}

function writeTile(raster: Raster, index: number, tile: Tile): void {
  const { left, top, right, bottom } = tileRect(raster, index);
  for (let y = top; y < bottom; y++) {
    const [from, to] = [y * raster.width + left, y * raster.width + right];
    if (typeof tile === 'number') raster.data.fill(tile, from, to);
    else raster.data.set(tile.subarray((y - top) * (right - left), (y - top + 1) * (right - left)), from);
  }
}

const sizeOf = ({ tiles }: Step): number =>
  [...tiles.values()].reduce<number>((sum, tile) => sum + (typeof tile === 'number' ? 32 : tile.length), 0);
