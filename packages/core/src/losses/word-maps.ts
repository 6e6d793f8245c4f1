import type { Ops, Value } from '@dualedit/onnx-autograd';

/** [positions, edits]: the mean over sites and heads of the attention to each edit's tokens, summed over them. */
export function wordMaps(o: Ops, sites: readonly Value[], columns: Value): Value {
  const overHeads = sites.map((maps) => o.reduceMean(maps, { axes: [0, 1], keepDims: false }));
  const mean = o.div(
    overHeads.reduce((sum, maps) => o.add(sum, maps)),
    sites.length,
  );
  return o.matMul(mean, columns);
}

/** [1, edits]: the cosine of each column with its counterpart. */
export function cosine(o: Ops, a: Value, b: Value): Value {
  const total = (value: Value) => o.reduceSum(value, { axes: [0], keepDims: true });
  const lengths = o.mul(total(o.mul(a, a)), total(o.mul(b, b)));
  return o.div(total(o.mul(a, b)), o.sqrt(o.add(lengths, 1e-12)));
}

/** The mean of a row over the columns that count. */
export function meanOf(o: Ops, row: Value, counts: Value): Value {
  const total = o.reduceSum(o.mul(row, counts), { keepDims: false });
  return o.div(total, o.add(o.reduceSum(counts, { keepDims: false }), 1e-12));
}
