import { type Graph, type Port, readModel } from '@dualedit/onnx-autograd';
import { GUIDANCE } from './inputs.js';
import { unsupported } from './unsupported.js';

/** Sizes of a UNet, in latent cells and numbers a token. */
export interface UnetShape {
  inChannels: number;
  outChannels: number;
  sampleSize: number;
  crossAttentionDim: number;
  /** Numbers by which it is told the guidance, if it takes that as an input. */
  guidanceWidth?: number;
}

/** Stable Diffusion 1's: an export of free axes and without a config does not say what it was trained for. */
const DEFAULT_SAMPLE_SIZE = 64;

const INPUTS = ['sample', 'timestep', 'encoder_hidden_states'];
const CARRIERS = new Set(['Identity', 'Cast', 'CastLike']);

/**
 * Sizes of an export that carries no config: from its inputs where their axes are fixed, else from the
 * weights that the inputs meet first. Reads no weight's bytes.
 * @throws DualeditError `model-unsupported` where it takes more than a latent, a timestep, a text and, if it may, its guidance
 */
export async function readUnetShape(path: string, takesGuidance = false): Promise<UnetShape> {
  const graph = await readModel(path);
  const allowed = takesGuidance ? [...INPUTS, GUIDANCE] : INPUTS;
  const others = graph.inputs.map(({ name }) => name).filter((name) => !allowed.includes(name));
  if (others.length > 0) throw unsupported(`The UNet takes more than a text: ${others.join(', ')}.`, others);
  const [sample, states] = ['sample', 'encoder_hidden_states'].map(
    (name) => graph.inputs.find((input) => input.name === name)!,
  ) as [Port, Port];
  const guidance = graph.inputs.find(({ name }) => name === GUIDANCE);
  const inChannels = fixed(sample, 1) ?? weightOf(graph, sample, 'Conv')[1]!;
  return {
    inChannels,
    outChannels: fixed(graph.outputs[0]!, 1) ?? channelsOut(graph) ?? inChannels,
    sampleSize: fixed(sample, 2) ?? DEFAULT_SAMPLE_SIZE,
    crossAttentionDim: fixed(states, 2) ?? weightOf(graph, states, 'MatMul')[0]!,
    ...(guidance && { guidanceWidth: fixed(guidance, 1) ?? weightOf(graph, guidance, 'MatMul')[0]! }),
  };
}

/** Channels of the convolution that the output comes from, through casts. */
function channelsOut(graph: Graph): number | undefined {
  let node = graph.producer(graph.outputs[0]!.name);
  while (node && CARRIERS.has(node.opType)) node = graph.producer(node.inputs[0]!);
  return node?.opType === 'Conv' ? graph.initializers.get(node.inputs[1]!)?.shape[0] : undefined;
}

function fixed({ shape }: Port, axis: number): number | undefined {
  const size = shape[axis];
  return typeof size === 'number' ? size : undefined;
}

/** Shape of the weight by which the first operator of that type takes the input. */
function weightOf(graph: Graph, { name }: Port, opType: string): readonly number[] {
  const node = graph.consumers(name).find((consumer) => consumer.opType === opType)!;
  return graph.initializers.get(node.inputs[1]!)!.shape;
}
