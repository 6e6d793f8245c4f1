import type { Ops, Value } from '@dualedit/onnx-autograd';

/**
 * One loss per edit at each site, [edits] each, as a scalar: the mean over sites, summed over the edits in use.
 *
 * @param active [1, edits]: 1 for edits in use, 0 for spare columns
 */
export function meanOverSites(ops: Ops, perSite: readonly Value[], active: Value): Value {
  const mean = ops.div(
    perSite.reduce((sum, loss) => ops.add(sum, loss)),
    perSite.length,
  );
  return ops.reduceSum(ops.mul(mean, active), { keepDims: false });
}
