import { createSession, type Graph, type Port, prune, type Value } from '@dualedit/onnx-autograd';
import { type InferenceSession, Tensor } from 'onnxruntime-node';

/** A network with some of its inner values as outputs. */
export interface Network {
  run(
    feeds: Record<string, Tensor>,
  ): Promise<Record<string, { dims: readonly number[]; data: Float32Array }>>;
}

/** Opens a graph that returns `wanted` values, each of so many dimensions, under their own names. */
export async function openNetwork(
  graph: Graph,
  wanted: readonly { value: Value; rank: number }[],
): Promise<Network> {
  const known = new Set(graph.outputs.map(({ name }) => name));
  for (const { value, rank } of wanted.filter(({ value: name }) => !known.has(name))) {
    const shape: Port['shape'] = Array.from({ length: rank }, (_, i) => `${value}_${i}`);
    graph.addOutput(value, value, { name: value, type: 'float32', shape });
  }
  const pruned = prune(
    graph,
    wanted.map(({ value }) => value),
  );
  const session: InferenceSession = await createSession(pruned, {
    executionProviders: ['cpu'],
    shareWeights: false,
  });
  return {
    async run(feeds) {
      const outputs = await session.run(feeds);
      return Object.fromEntries(
        Object.entries(outputs).map(([name, { dims, data }]) => [name, { dims, data: data as Float32Array }]),
      );
    },
  };
}

/** RGB in the order of channels, rows, columns, each value `(v / 255 − mean) / deviation`: [1, 3, height, width]. */
export function pixelValues(
  picture: { width: number; height: number; data: Uint8Array },
  mean: readonly number[],
  deviation: readonly number[],
): Tensor {
  const size = picture.width * picture.height;
  const values = new Float32Array(3 * size);
  for (let c = 0; c < 3; c++) {
    for (let i = 0; i < size; i++) {
      values[c * size + i] = (picture.data[4 * i + c]! / 255 - mean[c]!) / deviation[c]!;
    }
  }
  return new Tensor('float32', values, [1, 3, picture.height, picture.width]);
}
