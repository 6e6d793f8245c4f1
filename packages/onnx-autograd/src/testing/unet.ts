import { gradient, type VjpOptions } from '../gradient/gradient.js';
import type { Graph } from '../graph.js';
import { readModel } from '../io/read.js';
import { ops } from '../ops/ops.js';
import { prune } from '../prune.js';
import { specialize } from '../specialize/specialize.js';
import type { GraphNode, Value } from '../types.js';
import type { Golden } from './golden.js';

/** A UNet with static shapes, those of the golden inputs. */
export async function readUnet(path: string, golden: Golden): Promise<Graph> {
  const model = await readModel(path);
  const shapes = Object.fromEntries(
    model.inputs.map(({ name, shape }) => [name, shape.length === 0 ? [] : golden.shape(name)]),
  );
  return specialize(model, shapes);
}

export interface LatentGradient {
  /** The program: outputs are the three values below. */
  graph: Graph;
  loss: Value;
  bySample: Value;
  byStates: Value;
}

/** The golden loss, Σ mean(p²) over cross-attention probabilities p of small maps, and its gradients. */
export function latentGradient(unet: Graph, positions: number, options: VjpOptions = {}): LatentGradient {
  const graph = unet.clone();
  const o = ops(graph, 'loss/');
  const maps = smallMaps(graph, positions);
  const loss = maps
    .map((map) => o.cast(map, 'float32'))
    .map((map) => o.reduceMean(o.mul(map, map)))
    .reduce((sum, part) => o.add(sum, part));
  const inputs = ['sample', 'encoder_hidden_states'].map((input) => preciseInput(graph, input));
  // Unscaled, the cotangents of a mean over a map would vanish in float16.
  const scale = graph.type('sample') === 'float16' ? 2 ** 16 : 1;
  const [bySample, byStates] = gradient(graph, loss, inputs, { scale, ...options }) as [Value, Value];
  return { graph: prune(graph, [loss, bySample, byStates]), loss, bySample, byStates };
}

/** Cross-attention probabilities of at most so many positions. */
export const smallMaps = (graph: Graph, positions: number): Value[] =>
  crossAttention(graph).filter((map) => graph.shape(map).at(-2)! <= positions);

/** A float32 input in place of a float16 one, so that its gradient is float32 too. */
function preciseInput(graph: Graph, input: Value): Value {
  if (graph.type(input) !== 'float16') return input;
  const precise = graph.addInput(`${input}:float32`, 'float32', graph.shape(input));
  graph.replaceUses(input, ops(graph).cast(precise, 'float16'));
  return precise;
}

/** Softmax outputs whose keys depend on the text states and not on the sample. */
function crossAttention(graph: Graph): Value[] {
  const fromSample = graph.dependents(['sample'], { dataOnly: true });
  const fromStates = graph.dependents(['encoder_hidden_states'], { dataOnly: true });
  return graph
    .sorted()
    .filter(({ opType, inputs }) => {
      if (opType !== 'Softmax') return false;
      const keys = productAbove(graph, inputs[0]!)?.inputs[1] ?? '';
      return fromStates.has(keys) && !fromSample.has(keys);
    })
    .map((node) => node.outputs[0]!);
}

function productAbove(graph: Graph, value: Value): GraphNode | undefined {
  const open = [value];
  for (let at = open.shift(); at !== undefined; at = open.shift()) {
    const node = graph.producer(at);
    if (node?.opType === 'MatMul') return node;
    open.push(...(node?.inputs ?? []));
  }
  return undefined;
}
