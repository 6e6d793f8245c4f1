import type { Value } from '../../types.js';
import type { VjpRule } from '../backward.js';

const same: VjpRule = (b) => [() => b.g];

export const selection: Record<string, VjpRule> = {
  Identity: same,
  Dropout: same,
  Cast: (b) => [() => b.ops.cast(b.g, b.ops.type(b.x(0)))],
  CastLike: (b) => [() => b.ops.cast(b.g, b.ops.type(b.x(0)))],
  Where: (b) => [
    undefined,
    () => b.fit(b.ops.where(b.x(0), b.g, 0), 1),
    () => b.fit(b.ops.where(b.x(0), 0, b.g), 2),
  ],
  /** The bounds themselves pass the cotangent on, as in PyTorch. */
  Clip: (b) => [
    () => {
      const { ops, node } = b;
      const x = b.x(0);
      const [, low = '', high = ''] = node.inputs;
      const inside: Value[] = [
        ...(low === '' ? [] : [ops.greaterOrEqual(x, low)]),
        ...(high === '' ? [] : [ops.lessOrEqual(x, high)]),
      ];
      if (inside.length === 0) return b.g;
      return ops.where(
        inside.reduce((both, one) => ops.and(both, one)),
        b.g,
        0,
      );
    },
  ],
};
