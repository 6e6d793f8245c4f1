import { intAttribute, tensorAttribute } from '../attribute.js';
import { dataTypeOf } from '../data-type.js';
import { broadcast } from './broadcast.js';
import type { InferRule } from './context.js';

const same: InferRule = (i) => [i.input(0)];

const broadcasting =
  (typeFrom: number | 'bool'): InferRule =>
  (i) => {
    const inputs = i.inputs();
    const shapes = inputs.map((input) => input.shape);
    const shape = broadcast(...shapes);
    if (!shape) throw i.mismatch('shapes that broadcast together', ...shapes);
    const types = new Set(inputs.slice(typeFrom === 'bool' ? 0 : typeFrom).map((input) => input.type));
    if (types.size > 1 && i.node.opType !== 'Pow') {
      throw i.error('type-mismatch', `expected operands of one type, received ${[...types].join(' and ')}`);
    }
    return [{ type: typeFrom === 'bool' ? 'bool' : inputs[typeFrom]!.type, shape }];
  };

const all = (rule: InferRule, names: string): Record<string, InferRule> =>
  Object.fromEntries(names.split(' ').map((name) => [name, rule]));

export const elementwise: Record<string, InferRule> = {
  ...all(same, 'Abs Neg Exp Log Sqrt Erf Sigmoid Tanh Relu LeakyRelu Elu Selu Celu PRelu Softplus Softsign'),
  ...all(same, 'HardSigmoid HardSwish Mish Gelu Sin Cos Tan Asin Acos Atan Sinh Cosh Asinh Acosh Atanh'),
  ...all(same, 'Floor Ceil Round Sign Reciprocal Identity Not Clip CumSum Trilu'),
  ...all(same, 'Softmax LogSoftmax Hardmax InstanceNormalization GroupNormalization LpNormalization'),
  ...all(same, 'ScatterND ScatterElements BatchNormalization RandomNormalLike RandomUniformLike'),
  ...all(broadcasting(0), 'Add Sub Mul Div Pow Max Min Mean Sum Mod'),
  ...all(broadcasting('bool'), 'Equal Greater Less GreaterOrEqual LessOrEqual And Or Xor'),
  ...all((i) => [{ type: 'bool', shape: i.shape(0) }], 'IsNaN IsInf'),
  Where: broadcasting(1),
  Cast: (i) => [{ type: dataTypeOf(intAttribute(i.node, 'to', 0)), shape: i.shape(0) }],
  CastLike: (i) => [{ type: i.input(1).type, shape: i.shape(0) }],
  Dropout: (i) => [i.input(0), { type: 'bool', shape: i.shape(0) }],
  LayerNormalization: (i) => {
    const { type, shape } = i.input(0);
    const axis = i.axis(intAttribute(i.node, 'axis', -1), shape.length);
    const statistics = shape.map((dim, at) => (at < axis ? dim : 1));
    return [
      { type, shape },
      { type: 'float32', shape: statistics },
      { type: 'float32', shape: statistics },
    ];
  },
  Shape: (i) => {
    const rank = i.shape(0).length;
    const from = intAttribute(i.node, 'start', 0);
    const to = intAttribute(i.node, 'end', rank);
    return [{ type: 'int64', shape: [i.shape(0).slice(from, to).length] }];
  },
  Size: () => [{ type: 'int64', shape: [] }],
  ConstantOfShape: (i) => [
    { type: tensorAttribute(i.node, 'value')?.type ?? 'float32', shape: i.constant(0)! },
  ],
  Range: (i) => {
    const [start, limit, delta] = [0, 1, 2].map((index) => i.constant(index)![0]!);
    return [{ type: i.input(0).type, shape: [Math.max(0, Math.ceil((limit! - start!) / delta!))] }];
  },
};
