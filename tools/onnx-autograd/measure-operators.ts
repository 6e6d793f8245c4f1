// What single operators cost on the CPU in the forms that the backward pass could have: the grounds of decisions 012,
// 016 and 017.
//
//   npx tsx tools/onnx-autograd/measure-operators.ts [RUNS]      writes results/operators.json
//
// Least milliseconds of RUNS runs each, one session after the other.

import type { GradientOptions, Ops, Value } from '@dualedit/onnx-autograd';
import {
  createSession,
  Graph,
  gradient,
  ops,
  prune,
  type SessionOptions,
  winograd,
} from '@dualedit/onnx-autograd';
import { Tensor } from 'onnxruntime-node';
import { keepResults, provenance } from '../shared/results.js';

const RUNS = Number(process.argv[2] ?? 25);

type Dims = readonly number[];
type Build = (o: Ops, inputs: Value[]) => Value | Value[];

const sizeOf = (shape: Dims) => shape.reduce((product, dim) => product * dim, 1);
const noise = (shape: Dims) => Float32Array.from({ length: sizeOf(shape) }, () => Math.random() - 0.5);

/** Least milliseconds of a graph that `build` writes from inputs of the given shapes; its results stay inside. */
async function time(shapes: readonly Dims[], build: Build, options: SessionOptions = {}): Promise<number> {
  const graph = new Graph();
  const o = ops(graph);
  const inputs = shapes.map((shape, at) => graph.addInput(`x${at}`, 'float32', shape));
  const built = [build(o, inputs)].flat();
  const outputs = built.map((value, at) => graph.addOutput(o.first(value), `y${at}`));
  const session = await createSession(prune(graph, outputs), options);
  const feeds = Object.fromEntries(
    shapes.map((shape, at) => [`x${at}`, new Tensor('float32', noise(shape), shape)]),
  );
  let least = Number.POSITIVE_INFINITY;
  for (let run = 0; run < RUNS; run++) {
    const started = performance.now();
    await session.run(feeds, outputs);
    least = Math.min(least, performance.now() - started);
  }
  await session.release();
  return Number(least.toFixed(2));
}

const flip = (o: Ops, value: Value) => o.transpose(value, o.shape(value).length === 2 ? [1, 0] : [0, 2, 1]);

/** A convolution that keeps the map's size, its input gradient in both forms, and minimal filtering. */
async function convolution(from: number, to: number, side: number, kernel: number) {
  const [x, y]: [Dims, Dims] = [
    [1, from, side, side],
    [1, to, side, side],
  ];
  const pads = new Array<number>(4).fill((kernel - 1) / 2);
  const weight = noise([to, from, kernel, kernel]);
  const constant = (o: Ops) => o.constant(weight, [to, from, kernel, kernel]);
  const mirrored = (o: Ops) => o.reverse(o.transpose(constant(o), [1, 0, 2, 3]), kernel > 1 ? [2, 3] : []);
  const figures = {
    conv: await time([x], (o, [map]) => o.conv(map!, constant(o), { pads })),
    convTranspose: await time([y], (o, [g]) => o.convTranspose(g!, constant(o), { pads })),
    mirrored: await time([y], (o, [g]) => o.conv(g!, mirrored(o), { pads })),
  };
  if (kernel === 1) return figures;
  const fast = (o: Ops, map: Value) => {
    const read = o.neg(o.conv(map, constant(o), { pads }));
    winograd(o.graph);
    return read;
  };
  return { ...figures, minimalFiltering: await time([x], (o, [map]) => fast(o, map!)) };
}

/** Products of minimal filtering: by weights [36, channels, channels], and what takes tiles to points. */
async function filtering(channels: number, tiles: number) {
  const side = Math.sqrt(tiles);
  const [weights, map]: [Dims, Dims] = [
    [36, channels, channels],
    [36, channels, tiles],
  ];
  const apart = [channels, 6, side, 6, side];
  const rows = Array.from({ length: channels * 36 * side }, (_, at) => {
    const row = at % side;
    const channel = Math.floor(at / side) % channels;
    const point = Math.floor(at / side / channels);
    return ((channel * 6 + Math.floor(point / 6)) * side + row) * 6 + (point % 6);
  });
  const asWritten: SessionOptions = { graphOptimizationLevel: 'disabled' };
  return {
    forward: await time([weights, map], (o, [w, x]) => o.matMul(w!, x!)),
    backward: await time([weights, map], (o, [w, g]) => flip(o, o.matMul(flip(o, g!), w!))),
    transpose: await time([apart], (o, [x]) => o.transpose(x!, [1, 3, 0, 2, 4]), asWritten),
    gather: await time([[rows.length, side]], (o, [x]) => o.gather(x!, rows, 0), asWritten),
  };
}

/** One head of 4096 positions, so many queries at a time: milliseconds for all of them. */
async function head(queries: number) {
  const [positions, size] = [4096, 40];
  const [q, k, map]: [Dims, Dims, Dims] = [
    [queries, size],
    [positions, size],
    [queries, positions],
  ];
  const each = {
    scores: await time([q, k], (o, [a, b]) => o.gemm(a!, b!, { transB: true })),
    softmax: await time([map], (o, [s]) => o.softmax(s!)),
    product: await time([map, map], (o, [p, g]) => o.mul(p!, g!)),
    timesValues: await time([map, k], (o, [p, v]) => o.gemm(p!, v!)),
    acrossQueries: await time([q, map], (o, [g, p]) => o.gemm(g!, p!, { transA: true })),
  };
  return Object.fromEntries(
    Object.entries(each).map(([name, ms]) => [name, Number(((ms * positions) / queries).toFixed(2))]),
  );
}

/** Forward and backward pass of an attention layer of 8 heads and 4096 positions. */
function layer(options: GradientOptions): Promise<number> {
  const shape = [1, 8, 4096, 40];
  return time([shape, shape, shape, shape], (o, inputs) => {
    const [q, k, v, g] = inputs as [Value, Value, Value, Value];
    const keys = o.transpose(o.mul(k, 0.3), [0, 1, 3, 2]);
    const output = o.matMul(o.softmax(o.matMul(o.mul(q, 0.3), keys)), v);
    return gradient(o.graph, o.reduceSum(o.mul(output, g)), [q, k, v], options);
  });
}

const figures = {
  convolutions: {
    '320 channels, 64 × 64': await convolution(320, 320, 64, 3),
    '640 channels, 32 × 32': await convolution(640, 640, 32, 3),
    '1280 channels, 16 × 16': await convolution(1280, 1280, 16, 3),
    '1280 channels, 8 × 8': await convolution(1280, 1280, 8, 3),
    '320 channels, 64 × 64, one position': await convolution(320, 320, 64, 1),
    '1280 channels, 16 × 16, one position': await convolution(1280, 1280, 16, 1),
  },
  filtering: {
    '320 channels, 64 × 64': await filtering(320, 256),
    '640 channels, 32 × 32': await filtering(640, 64),
    '1280 channels, 16 × 16': await filtering(1280, 16),
  },
  head: { 4096: await head(4096), 512: await head(512), 256: await head(256), 128: await head(128) },
  layer: {
    kept: await layer({}),
    whole: await layer({ recomputeFrom: 1 }),
    heads: await layer({ recomputeFrom: 1, recomputeElements: 2 ** 24 }),
    parts: await layer({ recomputeFrom: 1, recomputeElements: 2 ** 20 }),
  },
  runs: RUNS,
};
keepResults('operators', { ...figures, ...provenance() });
console.log(JSON.stringify(figures, null, 2));
