import { textAttribute } from '../attribute.js';
import { finish, type Lowering, scalarLike } from './lowering.js';

/** x/2 · (1 + erf(x/√2)), or with tanh(√(2/π) · (x + 0.044715 x³)) in place of erf. */
export const lowerGelu: Lowering = (emit, node) => {
  const { one } = emit;
  const x = node.inputs[0]!;
  const number = (value: number) => scalarLike(emit, value, x);
  let inner: string;
  if (textAttribute(node, 'approximate', 'none') === 'tanh') {
    const cube = one('Mul', [one('Mul', [one('Mul', [x, x]), x]), number(0.044715)]);
    inner = one('Tanh', [one('Mul', [one('Add', [x, cube]), number(Math.sqrt(2 / Math.PI))])]);
  } else {
    inner = one('Erf', [one('Mul', [x, number(Math.SQRT1_2)])]);
  }
  finish(emit, 'Mul', [one('Mul', [x, number(0.5)]), one('Add', [inner, number(1)])], node);
};
