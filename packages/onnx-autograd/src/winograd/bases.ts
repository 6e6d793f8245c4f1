import { elementCount } from '../data.js';
import type { Ops } from '../ops/ops.js';
import type { Shape, Value } from '../types.js';
import { minimalFilter, SPAN, TAPS, TILE } from './toom-cook.js';

const FILTER = minimalFilter();

/** Changes of basis along whole axes, and of the order of axes, as constants that convolutions of one size share. */
export class Bases {
  readonly #constants = new Map<string, Value>();

  /** [SPAN · tiles, size]: all tiles' first points, then their second ones; what lies outside the map counts as 0. */
  inputs(o: Ops, size: number, tiles: number, begin: number): Value {
    return this.#shared(o, `inputs ${size} ${tiles} ${begin}`, SPAN * tiles, size, (row, at) => {
      const [point, tile] = [Math.floor(row / tiles), row % tiles];
      return FILTER.inputs[point]![at + begin - tile * TILE] ?? 0;
    });
  }

  /** [size, SPAN · tiles], in the same order; results beyond the map's edge are left out. */
  outputs(o: Ops, size: number, tiles: number): Value {
    return this.#shared(o, `outputs ${size} ${tiles}`, size, SPAN * tiles, (at, column) => {
      const [point, tile] = [Math.floor(column / tiles), column % tiles];
      return FILTER.outputs[at - tile * TILE]?.[point] ?? 0;
    });
  }

  /** [SPAN², TAPS²]: what takes the 3 × 3 numbers of a kernel to its 6 × 6 points. */
  taps(o: Ops): Value {
    const factor = (point: number, tap: number) => FILTER.taps[point]![tap]!;
    return this.#shared(
      o,
      'taps',
      SPAN ** 2,
      TAPS ** 2,
      (row, column) =>
        factor(Math.floor(row / SPAN), Math.floor(column / TAPS)) * factor(row % SPAN, column % TAPS),
    );
  }

  /** Which rows, of all axes but the last flattened, come where these axes are in another order. */
  rows(o: Ops, shape: Shape, order: readonly number[]): Value {
    return this.#once(`rows ${shape} ${order}`, () => {
      let rows = [0];
      for (const axis of order) {
        const step = elementCount(shape.slice(axis + 1, -1));
        const along = Array.from({ length: shape[axis]! }, (_, index) => index * step);
        rows = rows.flatMap((start) => along.map((offset) => start + offset));
      }
      return o.constant(rows, [rows.length], 'int64');
    });
  }

  #shared(o: Ops, key: string, rows: number, columns: number, at: (row: number, column: number) => number) {
    return this.#once(key, () => {
      const numbers = Array.from({ length: rows * columns }, (_, index) =>
        at(Math.floor(index / columns), index % columns),
      );
      return o.constant(numbers, [rows, columns]);
    });
  }

  #once(key: string, make: () => Value): Value {
    const made = this.#constants.get(key) ?? make();
    this.#constants.set(key, made);
    return made;
  }
}
