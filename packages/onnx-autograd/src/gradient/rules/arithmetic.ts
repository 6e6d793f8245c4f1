import type { Value } from '../../types.js';
import type { Backward, VjpRule } from '../backward.js';

const constantExponent = (b: Backward) => {
  const numbers = b.constant(1);
  return numbers?.every((number) => number === numbers[0]) ? numbers[0] : undefined;
};

/** e · x^(e−1) · g; powers of constant exponents avoid Pow where they can. */
function powerBase(b: Backward): Value {
  const { ops, g } = b;
  const exponent = constantExponent(b);
  if (exponent === 2) return ops.mul(ops.mul(g, b.x(0)), 2);
  if (exponent !== undefined) return ops.mul(g, ops.mul(ops.pow(b.x(0), exponent - 1), exponent));
  const e = ops.cast(b.x(1), ops.type(b.y));
  return ops.mul(g, ops.mul(e, ops.pow(b.x(0), ops.sub(e, 1))));
}

/** y · ln x · g, and 0 where x is 0, as the limit for positive exponents is. */
function powerExponent(b: Backward): Value {
  const { ops } = b;
  const positive = ops.greater(b.x(0), 0);
  const log = ops.log(ops.where(positive, b.x(0), 1));
  return ops.cast(ops.mul(b.g, ops.mul(b.y, log)), ops.type(b.x(1)));
}

/** The cotangent goes to the operands that attain the extremum, in equal parts. */
const extremum: VjpRule = (b) => {
  const { ops, node } = b;
  const type = ops.type(b.y);
  let parts: Value[] | undefined;
  const part = (index: number) => {
    parts ??= node.inputs.map((input) => ops.cast(ops.equal(input, b.y), type));
    const ties = parts.reduce((sum, mask) => ops.add(sum, mask));
    return b.fit(ops.div(ops.mul(b.g, parts[index]!), ties), index);
  };
  return node.inputs.map((_, index) => () => part(index));
};

export const arithmetic: Record<string, VjpRule> = {
  Add: (b) => [() => b.fit(b.g, 0), () => b.fit(b.g, 1)],
  Sub: (b) => [() => b.fit(b.g, 0), () => b.ops.neg(b.fit(b.g, 1))],
  Mul: (b) => [() => b.fit(b.ops.mul(b.g, b.x(1)), 0), () => b.fit(b.ops.mul(b.g, b.x(0)), 1)],
  Div: (b) => [
    () => b.fit(b.ops.div(b.g, b.x(1)), 0),
    () => b.fit(b.ops.neg(b.ops.div(b.ops.mul(b.g, b.y), b.x(1))), 1),
  ],
  Pow: (b) => [() => b.fit(powerBase(b), 0), () => b.fit(powerExponent(b), 1)],
  Sum: (b) => b.node.inputs.map((_, index) => () => b.fit(b.g, index)),
  Mean: (b) => b.node.inputs.map((_, index) => () => b.fit(b.ops.div(b.g, b.node.inputs.length), index)),
  Max: extremum,
  Min: extremum,
  Neg: (b) => [() => b.ops.neg(b.g)],
  Abs: (b) => [() => b.ops.mul(b.g, b.ops.sign(b.x(0)))],
  Reciprocal: (b) => [() => b.ops.neg(b.ops.mul(b.g, b.ops.mul(b.y, b.y)))],
  Exp: (b) => [() => b.ops.mul(b.g, b.y)],
  Log: (b) => [() => b.ops.div(b.g, b.x(0))],
  Sqrt: (b) => [() => b.ops.div(b.g, b.ops.mul(b.y, 2))],
  Sin: (b) => [() => b.ops.mul(b.g, b.ops.cos(b.x(0)))],
  Cos: (b) => [() => b.ops.neg(b.ops.mul(b.g, b.ops.sin(b.x(0))))],
};
