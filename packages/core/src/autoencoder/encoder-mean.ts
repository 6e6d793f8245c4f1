import { type Graph, readModel } from '@dualedit/onnx-autograd';

/**
 * The graph of an autoencoder's encoder that draws a sample (diffusers' own conversion), with the noise
 * replaced by zero: what it returns is then the mean, the same for every run.
 */
export async function withoutNoise(path: string): Promise<Graph> {
  const graph = await readModel(path);
  for (const node of graph.sorted()) {
    if (node.opType !== 'RandomNormalLike') continue;
    const type = graph.inputs[0]!.type;
    graph.replaceUses(node.outputs[0]!, graph.constant([0], [], type));
  }
  return graph;
}
