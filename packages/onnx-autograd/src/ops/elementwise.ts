import { int } from '../attribute.js';
import { dataTypeCode } from '../data-type.js';
import type { DataType, Value } from '../types.js';
import type { Emit, Operand } from './emit.js';

/** Operators on corresponding elements; operands broadcast as in NumPy. */
export function elementwise(emit: Emit) {
  const unary = (opType: string) => (x: Value) => emit.one(opType, [x]);
  const binary = (opType: string) => (a: Operand, b: Operand) => emit.one(opType, emit.values(opType, a, b));
  return {
    add: binary('Add'),
    sub: binary('Sub'),
    mul: binary('Mul'),
    div: binary('Div'),
    pow: binary('Pow'),
    max: binary('Max'),
    min: binary('Min'),
    neg: unary('Neg'),
    abs: unary('Abs'),
    sign: unary('Sign'),
    exp: unary('Exp'),
    log: unary('Log'),
    sqrt: unary('Sqrt'),
    reciprocal: unary('Reciprocal'),
    erf: unary('Erf'),
    sigmoid: unary('Sigmoid'),
    tanh: unary('Tanh'),
    relu: unary('Relu'),
    sin: unary('Sin'),
    cos: unary('Cos'),
    floor: unary('Floor'),
    identity: unary('Identity'),
    not: unary('Not'),
    equal: binary('Equal'),
    greater: binary('Greater'),
    greaterOrEqual: binary('GreaterOrEqual'),
    less: binary('Less'),
    lessOrEqual: binary('LessOrEqual'),
    and: binary('And'),
    or: binary('Or'),
    /** Elements of `a` where `condition` holds, else of `b`. */
    where: (condition: Value, a: Operand, b: Operand) =>
      emit.one('Where', [condition, ...emit.values('Where', a, b)]),
    /** `x` limited to `low`…`high`; either may be absent. Both are scalars. */
    clip: (x: Value, low?: Operand, high?: Operand) => {
      const [, from] = low === undefined ? [x, ''] : emit.values('Clip', x, low);
      const [, to] = high === undefined ? [x, ''] : emit.values('Clip', x, high);
      return emit.one('Clip', to === '' ? [x, from!] : [x, from!, to!]);
    },
    /** `x` as another element type; `x` itself where it already has that type. */
    cast: (x: Value, type: DataType) =>
      emit.graph.type(x) === type ? x : emit.one('Cast', [x], { to: int(dataTypeCode(type)) }),
  };
}
