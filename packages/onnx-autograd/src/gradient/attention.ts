import { type Cut, cutOf, parts, whole } from '../attention/cut.js';
import type { AttentionLayer } from '../attention/layer.js';
import { zeroAfter } from '../attention/zero-after.js';
import { elementCount } from '../data.js';
import type { Ops } from '../ops/ops.js';
import type { Value } from '../types.js';

/** Cotangents of queries, flipped keys and values; undefined what nobody wants. */
type Cotangents = [queries: Value | undefined, keys: Value | undefined, values: Value | undefined];

export interface AttentionOptions {
  /** Of the layer's output. */
  cotangent: Value;
  /** Whether the cotangent of queries, of keys and of values is needed. */
  wanted: readonly boolean[];
  /** Elements of the map that are there at a time, about. */
  elements: number;
}

/**
 * The cotangents of an attention layer without its map: part by part the map is computed again, used, and forgotten
 * (Dao et al. 2022, FlashAttention, algorithm 4).
 */
export function attentionCotangents(o: Ops, layer: AttentionLayer, options: AttentionOptions): Cotangents {
  const { queries, flippedKeys, values } = layer;
  const [heads, columns] = [elementCount(o.shape(queries).slice(0, -2)), o.shape(values).at(-2)!];
  const cut = cutOf({ heads, rows: o.shape(queries).at(-2)!, columns }, options.elements);
  const pass = new Pass(o, layer, options.wanted, cut.heads.length === heads);
  const found: Value[][] = [[], [], []];
  let before = [options.cotangent];
  for (const ofHead of partsOf(o, layer, options, cut)) {
    let results: Cotangents = [undefined, undefined, undefined];
    for (const part of ofHead) {
      results = pass.cotangents(inTurn(o, part, before), results);
      before = results.filter((value) => value !== undefined);
      if (results[0] !== undefined) found[0]!.push(results[0]);
    }
    for (const at of [1, 2]) if (results[at] !== undefined) found[at]!.push(results[at]);
  }
  const [dQueries, dKeys, flippedValues] = [
    [...o.shape(queries)],
    [...o.shape(flippedKeys)],
    [heads, o.shape(values).at(-1)!, columns],
  ].map((shape, at) => (found[at]!.length > 0 ? whole(o, found[at]!, shape) : undefined));
  return [
    dQueries && scaled(o, layer, dQueries),
    dKeys,
    flippedValues && o.reshape(o.transpose(flippedValues, [0, 2, 1]), o.shape(values)),
  ];
}

/** What the cotangents of one part are made from; sums are of a part whose map is of another type than its product. */
interface Part {
  queries: Value;
  keys: Value;
  dOutput: Value;
  /** The cotangent of the map is left · rightᵀ − sums. */
  left: Value;
  right: Value;
  sums: Value | undefined;
}

/**
 * With D = Σ dO ∘ O the cotangent of the scores is P ∘ (dO · Vᵀ − D), and dO · Vᵀ − D is [dO, −D] · [V, 1]ᵀ: one more
 * column in place of a pass over the map (section B.4 of the same paper).
 */
function partsOf(o: Ops, layer: AttentionLayer, { cotangent }: AttentionOptions, cut: Cut): Part[][] {
  const { queries, flippedKeys, values, output, type } = layer;
  const byHead = (value: Value) => {
    const shape = o.shape(value);
    return o.reshape(value, [elementCount(shape.slice(0, -2)), ...shape.slice(-2)]);
  };
  const precise = (value: Value) =>
    o.cast(byHead(value), o.type(value) === 'float16' ? 'float32' : o.type(value));
  const sums = o.reduceSum(o.mul(precise(cotangent), precise(output)), { axes: [-1], keepDims: true });
  const [dOutput, right] = [byHead(cotangent), byHead(values)];
  const isOneType = type === o.type(cotangent);
  const ones = o.expand(o.constant([1], [], o.type(values)), o.shape(right).with(-1, 1));
  const rows = (value: Value) => parts(o, value, cut, cut.rows);
  const all = (value: Value) => parts(o, value, cut, [o.shape(value).at(-2)!]).map(([one]) => one!);
  const split = {
    queries: rows(byHead(queries)),
    keys: all(byHead(flippedKeys)),
    dOutput: rows(dOutput),
    left: rows(isOneType ? o.concat([dOutput, o.neg(o.cast(sums, type))], -1) : dOutput),
    right: all(isOneType ? o.concat([right, ones], -1) : right),
    sums: isOneType ? undefined : rows(o.cast(sums, type)),
  };
  return split.queries.map((ofHead, head) =>
    ofHead.map((part, row) => ({
      queries: part,
      keys: split.keys[head]!,
      dOutput: split.dOutput[head]![row]!,
      left: split.left[head]![row]!,
      right: split.right[head]!,
      sums: split.sums?.[head]?.[row],
    })),
  );
}

/** The backward pass through one part after the other. */
class Pass {
  readonly #o: Ops;
  readonly #layer: AttentionLayer;
  readonly #wanted: AttentionOptions['wanted'];
  /** Whether parts are of one head: matrices. */
  readonly #isMatrix: boolean;

  constructor(o: Ops, layer: AttentionLayer, wanted: AttentionOptions['wanted'], isMatrix: boolean) {
    this.#o = o;
    this.#layer = layer;
    this.#wanted = wanted;
    this.#isMatrix = isMatrix;
  }

  /** Of keys and values together with those of earlier rows of the same head. */
  cotangents(
    { queries, keys, dOutput, left, right, sums }: Part,
    [, dKeys, dValues]: Cotangents,
  ): Cotangents {
    const [o, layer, wanted] = [this.#o, this.#layer, this.#wanted];
    const own = scaled(o, layer, queries);
    const map = o.softmax(o.cast(o.matMul(own, keys), layer.type));
    const dMap = o.cast(this.#timesFlipped(left, right), layer.type);
    const dScores = o.cast(o.mul(map, sums === undefined ? dMap : o.sub(dMap, sums)), o.type(queries));
    return [
      wanted[0] ? this.#timesFlipped(dScores, keys) : undefined,
      wanted[1] ? this.#flippedTimes(own, dScores, dKeys) : undefined,
      wanted[2] ? this.#flippedTimes(dOutput, o.cast(map, o.type(dOutput)), dValues) : undefined,
    ];
  }

  /** a · bᵀ */
  #timesFlipped(a: Value, b: Value): Value {
    const o = this.#o;
    return this.#isMatrix ? o.gemm(a, b, { transB: true }) : o.matMul(a, o.transpose(b, [0, 2, 1]));
  }

  /** aᵀ · b + plus; heads that are whole have nothing to add. */
  #flippedTimes(a: Value, b: Value, plus: Value | undefined): Value {
    const o = this.#o;
    return this.#isMatrix ? o.gemm(a, b, { transA: true, plus }) : o.matMul(o.transpose(a, [0, 2, 1]), b);
  }
}

function scaled(o: Ops, { factors }: AttentionLayer, value: Value): Value {
  return factors.reduce((product, { opType, by }) => {
    const factor = o.cast(o.reshape(by, []), o.type(value));
    return opType === 'Mul' ? o.mul(product, factor) : o.div(product, factor);
  }, value);
}

/** A part that waits for all of `before`. */
function inTurn(o: Ops, part: Part, before: readonly Value[]): Part {
  const { queries, left } = part;
  const zero = zeroAfter(o, before, o.type(left));
  return { ...part, queries: o.add(queries, o.cast(zero, o.type(queries))), left: o.add(left, zero) };
}
