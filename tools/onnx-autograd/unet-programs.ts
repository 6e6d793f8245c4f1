// A UNet export as the programs that are compared: the plain forward pass, the latent gradient, and both made fast.
import { join } from 'node:path';
import {
  createSession,
  type GradientOptions,
  type Graph,
  prune,
  sliceAttention,
  type Value,
  winograd,
} from '../../packages/onnx-autograd/src/index.js';
import {
  type Golden,
  numbersOf,
  readGolden,
  relativeError,
} from '../../packages/onnx-autograd/src/testing/golden.js';
import { latentGradient, readUnet, smallMaps } from '../../packages/onnx-autograd/src/testing/unet.js';

/** Attention maps of more elements are made a head at a time: of 64 × 64 positions. */
const SLICE = 2 ** 24;

interface UnetProgram {
  graph: Graph;
  outputs: Value[];
  /** The gradient by the sample, if it has one. */
  slope?: Value;
}

const PROGRAMS = {
  /** The plain forward pass. */
  forward: (unet) => forwardOf(unet),
  /** The gradient of the export as it is. */
  gradient: (unet, golden) => gradientOf(unet, golden),
  /** The gradient with less memory for the largest maps, and more for weights in faster forms. */
  fast: (unet, golden) => {
    const part = prune(unet, smallMaps(unet, golden.positions));
    winograd(part, { bytes: 0.75 * 2 ** 30 });
    const maps = attentionMaps(part);
    const program = gradientOf(part, golden, {
      mirrorFrom: 8 * 8,
      recomputeFrom: SLICE / 2,
      recomputeElements: 2 ** 20,
    });
    for (const { map, elements } of maps) {
      if (elements > SLICE) sliceAttention(program.graph, map, elements / SLICE);
    }
    return { ...program, graph: prune(program.graph, program.outputs) };
  },
  /** The forward pass with fast convolutions. */
  fastForward: (unet) => {
    winograd(unet, { bytes: 2 ** 30 });
    return forwardOf(unet);
  },
} satisfies Record<string, (unet: Graph, golden: Golden) => UnetProgram>;

export type ProgramName = keyof typeof PROGRAMS;

function forwardOf(unet: Graph): UnetProgram {
  const outputs = [unet.outputs[0]!.name];
  return { graph: prune(unet, outputs), outputs };
}

function gradientOf(unet: Graph, golden: Golden, options?: GradientOptions) {
  const { graph, loss, bySample } = latentGradient(unet, golden.positions, options);
  return { graph: prune(graph, [loss, bySample]), outputs: [loss, bySample], slope: bySample };
}

function attentionMaps(unet: Graph): { map: Value; elements: number }[] {
  const sizeOf = (map: Value) => unet.shape(map).reduce<number>((product, dim) => product * Number(dim), 1);
  return unet
    .sorted()
    .filter(({ opType }) => opType === 'Softmax')
    .map(({ outputs }) => ({ map: outputs[0]!, elements: sizeOf(outputs[0]!) }));
}

export interface About {
  nodes: number;
  compileSeconds: number;
  openSeconds: number;
  /** Against PyTorch, of the last run; of gradients alone. */
  relativeError?: number;
}

export interface RunFigures {
  seconds: number;
  coreSeconds: number;
}

export interface OpenProgram {
  about: About;
  run(): Promise<RunFigures>;
}

/** Compiles and opens one program of an export; each run returns what it took. */
export async function openProgram(kind: ProgramName, folder: string): Promise<OpenProgram> {
  const golden = readGolden(folder);
  const started = performance.now();
  const unet = await readUnet(join(folder, 'model.onnx'), golden);
  const { graph, outputs, slope }: UnetProgram = PROGRAMS[kind](unet, golden);
  const compiled = performance.now();
  const session = await createSession(graph);
  const opened = performance.now();
  const feeds = Object.fromEntries(graph.inputs.map((port) => [port.name, golden.feed(port)]));
  const about: About = {
    nodes: graph.nodes.size,
    compileSeconds: (compiled - started) / 1000,
    openSeconds: (opened - compiled) / 1000,
  };
  const run = async () => {
    const [before, used] = [performance.now(), process.cpuUsage()];
    const values = await session.run(feeds, outputs);
    const seconds = (performance.now() - before) / 1000;
    const { user, system } = process.cpuUsage(used);
    if (slope) about.relativeError = relativeError(numbersOf(values[slope]!), golden.values('d_sample'));
    return { seconds, coreSeconds: (user + system) / 1e6 };
  };
  return { about, run };
}
