import { Tensor } from 'onnxruntime-node';
import { describe, expect, it } from 'vitest';
import { float, int, text } from '../attribute.js';
import { decode, elementCount, encode } from '../data.js';
import { Graph } from '../graph.js';
import { createSession } from '../io/session.js';
import { specialize } from '../specialize/specialize.js';
import type { Attributes, Shape } from '../types.js';
import { lower } from './lower.js';

type Float = 'float16' | 'float32';

interface Sample {
  opType: string;
  opset: number;
  inputs: Shape[];
  attributes?: Attributes;
  /** Numbers of a last input that is a constant, and its type. */
  mask?: { shape: Shape; data: number[]; type: 'bool' | 'float32' };
}

function model({ opType, opset, inputs, attributes = {}, mask }: Sample, type: Float = 'float32'): Graph {
  const graph = new Graph({ opset, isStatic: false });
  const names = inputs.map((shape, index) => graph.addInput(`x${index}`, type, shape));
  if (mask) names.push(graph.addInitializer('mask', { ...mask, data: encode(mask.data, mask.type) }));
  graph.addNode(opType, names, { attributes, outputs: ['y'] });
  graph.addOutput('y', 'y', { name: 'y', type, shape: inputs[0]!.map(() => '') });
  return graph;
}

async function run(graph: Graph, { inputs }: Sample, type: Float = 'float32') {
  const session = await createSession(graph, { intraOpNumThreads: 1, logSeverityLevel: 3 });
  const feeds = inputs.map((shape, index) => {
    const numbers = Array.from({ length: elementCount(shape) }, (_, at) => 2 * Math.sin(at * 1.3 + index));
    const data =
      type === 'float32'
        ? Float32Array.from(numbers)
        : new Uint16Array(encode(numbers, 'float16').slice().buffer);
    return [`x${index}`, new Tensor(type, data, [...shape])] as const;
  });
  const { y } = await session.run(Object.fromEntries(feeds));
  const { buffer, byteOffset, byteLength } = y!.data as Float32Array;
  const bytes = new Uint8Array(buffer, byteOffset, byteLength);
  return { dims: y!.dims, data: [...decode({ type, shape: [...y!.dims], data: bytes })] };
}

const heads: Shape[] = [
  [2, 2, 3, 4],
  [2, 2, 5, 4],
  [2, 2, 5, 4],
];
const flat: Shape[] = [
  [2, 3, 8],
  [2, 5, 8],
  [2, 5, 8],
];
const counts = { q_num_heads: int(2), kv_num_heads: int(2) };
const seen = Array.from({ length: 15 }, (_, at) => (at % 5 < 3 ? 1 : 0));

const samples: [string, Sample][] = [
  ['Gelu', { opType: 'Gelu', opset: 20, inputs: [[2, 7]] }],
  [
    'Gelu by tanh',
    { opType: 'Gelu', opset: 20, inputs: [[2, 7]], attributes: { approximate: text('tanh') } },
  ],
  [
    'GroupNormalization',
    {
      opType: 'GroupNormalization',
      opset: 21,
      inputs: [[2, 6, 3, 4], [6], [6]],
      attributes: { num_groups: int(3), epsilon: float(1e-3) },
    },
  ],
  ['Attention', { opType: 'Attention', opset: 23, inputs: heads }],
  [
    'Attention with a scale',
    { opType: 'Attention', opset: 23, inputs: heads, attributes: { scale: float(0.3) } },
  ],
  ['Attention over flat heads', { opType: 'Attention', opset: 23, inputs: flat, attributes: counts }],
  ['causal Attention', { opType: 'Attention', opset: 23, inputs: heads, attributes: { is_causal: int(1) } }],
  [
    'Attention with a mask',
    { opType: 'Attention', opset: 23, inputs: heads, mask: { shape: [3, 5], data: seen, type: 'bool' } },
  ],
  [
    'Attention with an added mask',
    {
      opType: 'Attention',
      opset: 23,
      inputs: heads,
      mask: { shape: [3, 5], data: seen.map((number) => -9 * number), type: 'float32' },
    },
  ],
];

describe('lower', () => {
  it.each(samples)('%s means the same', async (_, sample) => {
    const expected = await run(model(sample), sample);
    const lowered = lower(model(sample));
    expect(lowered.opset).toBeLessThanOrEqual(18);
    for (const graph of [lowered, await specialize(model(sample), {})]) {
      const received = await run(graph, sample);
      expect(received.dims).toEqual(expected.dims);
      for (const [at, number] of expected.data.entries()) expect(received.data[at]).toBeCloseTo(number, 4);
    }
  });

  it.each(samples.filter(([, { mask }]) => mask?.type !== 'float32'))(
    '%s means the same in float16',
    async (_, sample) => {
      const expected = await run(model(sample), sample);
      const graph = await specialize(model(sample, 'float16'), {});
      expect(graph.type('y')).toBe('float16');
      const received = await run(graph, sample, 'float16');
      for (const [at, number] of expected.data.entries()) expect(received.data[at]).toBeCloseTo(number, 1);
    },
  );

  it('refuses attention that it does not cover', () => {
    const attributes = { softcap: float(5) };
    expect(() => lower(model({ opType: 'Attention', opset: 23, inputs: heads, attributes }))).toThrow(
      expect.objectContaining({ code: 'lowering-limit' }),
    );
  });

  it('leaves older graphs as they are', () => {
    const graph = model({ opType: 'Erf', opset: 17, inputs: [[2]] });
    expect(lower(graph)).toBe(graph);
  });
});
