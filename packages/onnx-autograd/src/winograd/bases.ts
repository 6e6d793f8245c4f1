import type { Ops } from '../ops/ops.js';
import type { Value } from '../types.js';
import { minimalFilter, SPAN, TAPS, TILE } from './toom-cook.js';

const FILTER = minimalFilter();

/** Changes of basis along whole axes, as constant matrices that convolutions over maps of one size share. */
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

  #shared(o: Ops, key: string, rows: number, columns: number, at: (row: number, column: number) => number) {
    const known = this.#constants.get(key);
    if (known !== undefined) return known;
    const numbers = Array.from({ length: rows * columns }, (_, index) =>
      at(Math.floor(index / columns), index % columns),
    );
    const made = o.constant(numbers, [rows, columns]);
    this.#constants.set(key, made);
    return made;
  }
}
