import { type Graph, type Port, readModel } from '@dualedit/onnx-autograd';

/** Sizes of a UNet, in latent cells and numbers a token. */
export interface UnetShape {
  inChannels: number;
  sampleSize: number;
  crossAttentionDim: number;
}

/** Stable Diffusion 1's: an export of free axes and without a config does not say what it was trained for. */
const DEFAULT_SAMPLE_SIZE = 64;

/**
 * Sizes of an export that carries no config: from its inputs where their axes are fixed, else from the
 * weights that the inputs meet first. Reads no weight's bytes.
 */
export async function readUnetShape(path: string): Promise<UnetShape> {
  const graph = await readModel(path);
  const [sample, states] = ['sample', 'encoder_hidden_states'].map(
    (name) => graph.inputs.find((input) => input.name === name)!,
  ) as [Port, Port];
  return {
    inChannels: fixed(sample, 1) ?? weightOf(graph, sample, 'Conv')[1]!,
    sampleSize: fixed(sample, 2) ?? DEFAULT_SAMPLE_SIZE,
    crossAttentionDim: fixed(states, 2) ?? weightOf(graph, states, 'MatMul')[0]!,
  };
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
