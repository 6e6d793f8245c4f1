import { fileURLToPath } from 'node:url';
import { Graph, ops } from '@dualedit/onnx-autograd';
import { describe, expect, it } from 'vitest';
import { compiled } from '../programs/compiled.js';
import { DenoiserSource } from '../programs/denoiser-source.js';
import { Program } from '../programs/program.js';
import { unetSignature } from '../testing/signature.js';
import { findAttentionSites } from './attention-sites.js';
import { withFloat32Islands } from './float32-islands.js';

const INPUTS = { latent: 'sample', text: 'states' };

/** softmax(q·kᵀ/√8)·v in float16, as exports of plain attention have it: scaled after the product. */
function attention(): Graph {
  const graph = new Graph();
  const o = ops(graph);
  const queries = graph.addInput('sample', 'float16', [1, 1, 2, 8]);
  const states = graph.addInput('states', 'float16', [1, 1, 3, 8]);
  const scores = o.mul(o.matMul(queries, o.transpose(states, [0, 1, 3, 2])), 1 / Math.sqrt(8));
  graph.addOutput(o.matMul(o.softmax(scores, -1), states), 'out');
  return graph;
}

async function run(graph: Graph): Promise<Float32Array> {
  const program = await Program.open('attention', compiled(graph));
  const states = Float32Array.from({ length: 24 }, (_, i) => (i < 8 ? 160 : i % 5));
  const { out } = await program.run({ sample: new Float32Array(16).fill(160), states });
  await program.release();
  return out!;
}

describe('float32 islands in a float16 graph', () => {
  it('hold the scores, 8 · 160 · 160 of which is three times the largest half, up to the map', async () => {
    const graph = withFloat32Islands(attention(), findAttentionSites(attention(), INPUTS));
    const types = [...graph.nodes].map(({ opType, outputs }) => `${opType} ${graph.type(outputs[0]!)}`);
    expect(types.filter((type) => /MatMul|Mul|Softmax/.test(type)).sort()).toEqual([
      'MatMul float16',
      'MatMul float32',
      'Mul float32',
      'Softmax float32',
    ]);
    expect([...(await run(graph))]).toEqual(Array(16).fill(160));
  });

  it('leave the site where it can be found, once', () => {
    const graph = withFloat32Islands(attention(), findAttentionSites(attention(), INPUTS));
    expect(findAttentionSites(graph, INPUTS)).toMatchObject([
      { kind: 'cross', heads: 1, positions: 2, keys: 3 },
    ]);
  });

  it('hold every norm of a UNet', async () => {
    const path = fileURLToPath(new URL('../pack/__fixtures__/half-pack/unet/model.onnx', import.meta.url));
    const signature = unetSignature({ height: 16, tokens: 77, stateSize: 24 });
    const { graph } = await (await DenoiserSource.open(path, signature)).graph(1);
    const norms = [...graph.nodes].filter(({ opType }) => opType === 'InstanceNormalization');
    expect(norms.length).toBeGreaterThan(10);
    for (const { outputs } of norms) expect(graph.type(outputs[0]!)).toBe('float32');
  });

  it('are none in float32', () => {
    const graph = new Graph();
    const o = ops(graph);
    const x = graph.addInput('sample', 'float32', [1, 1, 2, 8]);
    const scores = o.matMul(x, o.transpose(x, [0, 1, 3, 2]));
    graph.addOutput(o.matMul(o.softmax(scores, -1), x), 'out');
    const before = graph.nodes.size;
    expect(withFloat32Islands(graph, findAttentionSites(graph, INPUTS)).nodes.size).toBe(before);
  });
});
