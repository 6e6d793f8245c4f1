import { floatAttribute, intAttribute, intsAttribute } from '../../attribute.js';
import { elementCount } from '../../data.js';
import type { Value } from '../../types.js';
import { type Backward, SMALL_COPY, type VjpRule } from '../backward.js';

/** The last two axes exchanged; undoes a Transpose rather than stacking another upon it. */
function flipped(b: Backward, value: Value): Value {
  const { ops } = b;
  const rank = ops.shape(value).length;
  const flip = Array.from({ length: rank }, (_, axis) => axis);
  [flip[rank - 2], flip[rank - 1]] = [rank - 1, rank - 2];
  const before = ops.graph.producer(value);
  const order = before?.opType === 'Transpose' ? intsAttribute(before, 'perm') : undefined;
  if (!order) return ops.transpose(value, flip);
  const both = flip.map((axis) => order[axis]!);
  return both.every((axis, at) => axis === at) ? before!.inputs[0]! : ops.transpose(before!.inputs[0]!, both);
}

/**
 * a · bᵀ for a matrix b. Gemm reads b as it lies: a Transpose of a weight would be computed when the session
 * opens, and kept as a second copy of it.
 */
function timesFlipped(b: Backward, left: Value, right: Value): Value {
  const { ops } = b;
  if (ops.shape(right).length !== 2) return ops.matMul(left, flipped(b, right));
  const shape = ops.shape(left);
  const rows = ops.reshape(left, [elementCount(shape.slice(0, -1)), shape.at(-1)!]);
  const result = b.ops.gemm(rows, right, { transB: true });
  return ops.reshape(result, [...shape.slice(0, -1), ops.shape(right)[0]!]);
}

/**
 * Of a convolution by minimal filtering, a column of the product is a tile of sixteen positions, and the weights take
 * four times the memory: each of their bytes saves as much as that of a convolution over a quarter of the positions.
 */
const TILE_COLUMNS = 4;

/** Whether a value is made from constants alone, by a few nodes; ONNX Runtime computes it when a session opens. */
function isConstant(b: Backward, value: Value): boolean {
  const { graph } = b.ops;
  return (
    graph.initializers.has(value) || (graph.producer(value)?.inputs.every((x) => isConstant(b, x)) ?? false)
  );
}

/**
 * aᵀ · g, summed over the leading axes at once where b has none. As (gᵀ · a)ᵀ where g is the larger one, as in the
 * cotangent of an attention layer's keys: CPU kernels read the first factor where it lies and repack the second.
 * Also where aᵀ would be kept as a second copy of large weights.
 */
function rightFactor(b: Backward, left: Value, g: Value, rank: number): Value {
  const { ops } = b;
  const [a, c] = [ops.shape(left), ops.shape(g)];
  const larger = () => a.length === c.length && elementCount(c) > elementCount(a);
  const isCopied = elementCount(a) <= SMALL_COPY || TILE_COLUMNS * c.at(-1)! >= b.mirrorFrom;
  const copied = () => !isCopied && isConstant(b, left);
  if (rank > 2 && (larger() || copied())) return flipped(b, ops.matMul(flipped(b, g), left));
  if (rank > 2 || a.length === 2) return ops.matMul(flipped(b, left), g);
  const flat = (value: Value) => {
    const shape = ops.shape(value);
    return ops.reshape(value, [elementCount(shape.slice(0, -1)), shape.at(-1)!]);
  };
  return ops.gemm(flat(left), flat(g), { transA: true });
}

/** Vectors are matrices with one row (left) or one column (right) while the product is formed. */
const matMul: VjpRule = (b) => {
  const { ops } = b;
  const [a, c] = [b.shape(0), b.shape(1)];
  const left = () => ops.reshape(b.x(0), a.length === 1 ? [1, a[0]!] : a);
  const right = () => ops.reshape(b.x(1), c.length === 1 ? [c[0]!, 1] : c);
  const cotangent = () => {
    const shape = [...ops.shape(b.y)];
    if (c.length === 1) shape.push(1);
    if (a.length === 1) shape.splice(-1, 0, 1);
    return ops.reshape(b.g, shape);
  };
  const fit = (value: Value, like: Value, index: number) =>
    ops.reshape(b.sumTo(value, ops.shape(like)), b.shape(index));
  return [
    () => fit(timesFlipped(b, cotangent(), right()), left(), 0),
    () => fit(rightFactor(b, left(), cotangent(), Math.max(c.length, 2)), right(), 1),
  ];
};

/** y = α · op(a) · op(b) + β · c. */
const gemm: VjpRule = (b) => {
  const { ops, g } = b;
  const alpha = floatAttribute(b, 'alpha', 1);
  const beta = floatAttribute(b, 'beta', 1);
  const [transA, transB] = [intAttribute(b, 'transA', 0) === 1, intAttribute(b, 'transB', 0) === 1];
  return [
    () =>
      transA
        ? ops.gemm(b.x(1), g, { transA: transB, transB: true, alpha })
        : ops.gemm(g, b.x(1), { transB: !transB, alpha }),
    () =>
      transB
        ? ops.gemm(g, b.x(0), { transA: true, transB: transA, alpha })
        : ops.gemm(b.x(0), g, { transA: !transA, alpha }),
    () => b.fit(beta === 1 ? g : ops.mul(g, beta), 2),
  ];
};

export const product: Record<string, VjpRule> = { MatMul: matMul, Gemm: gemm };
