import { float, floatAttribute, intAttribute } from '../attribute.js';
import { finish, type Lowering, scalarLike } from './lowering.js';

/** InstanceNormalization over groups seen as channels, then the affine map. */
export const lowerGroupNormalization: Lowering = (emit, node, source) => {
  const { one, list } = emit;
  const [x, scale, bias] = node.inputs as [string, string, string];
  const groups = intAttribute(node, 'num_groups', 1);
  const epsilon = { epsilon: float(floatAttribute(node, 'epsilon', 1e-5)) };
  const grouped = one('Reshape', [x, list([0, groups, -1])]);
  const shape = one('Shape', [x]);
  // Up to operator set 20 the affine parameters are those of the groups.
  if (source.opset < 21) {
    finish(emit, 'Reshape', [one('InstanceNormalization', [grouped, scale, bias], epsilon), shape], node);
    return;
  }
  const repeated = (value: number) => one('Expand', [scalarLike(emit, value, x), list([groups])]);
  const plain = one('InstanceNormalization', [grouped, repeated(1), repeated(0)], epsilon);
  const channels = one('Reshape', [plain, one('Shape', [one('Reshape', [x, list([0, 0, -1])])])]);
  const scaled = one('Mul', [channels, one('Unsqueeze', [scale, list([1])])]);
  const shifted = one('Add', [scaled, one('Unsqueeze', [bias, list([1])])]);
  finish(emit, 'Reshape', [shifted, shape], node);
};
