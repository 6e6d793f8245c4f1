import { type Graph, readModel, specialize } from '@dualedit/onnx-autograd';
import { type AttentionSite, findAttentionSites } from '../attention/sites.js';
import type { SessionDevice } from '../model/session.js';
import { Program } from './program.js';

/** The standard inputs and output of a UNet in the hub's ONNX layout. */
export const SAMPLE = 'sample';
export const TIMESTEP = 'timestep';
export const STATES = 'encoder_hidden_states';
export const OUTPUT = 'out_sample';

/** The sizes that a UNet is compiled for. */
export interface UnetShape {
  channels: number;
  height: number;
  width: number;
  /** Text tokens, and the width of their states. */
  tokens: number;
  stateSize: number;
}

/** A specialised UNet graph, free to be operated on, and its attention sites. */
export interface UnetGraph {
  graph: Graph;
  sites: AttentionSite[];
}

/** One UNet export at one latent size, from which programs are compiled. */
export class UnetSource {
  readonly shape: UnetShape;
  private readonly model: Graph;
  private readonly device: SessionDevice | undefined;
  private readonly specialized = new Map<number, Promise<Graph>>();

  private constructor(model: Graph, shape: UnetShape, device: SessionDevice | undefined) {
    this.model = model;
    this.shape = shape;
    this.device = device;
  }

  static async open(path: string, shape: UnetShape, device?: SessionDevice): Promise<UnetSource> {
    return new UnetSource(await readModel(path), shape, device);
  }

  /** A fresh graph for `batch` latents; its weights stay in the user's own file. */
  async graph(batch: number): Promise<UnetGraph> {
    let pending = this.specialized.get(batch);
    if (!pending) {
      pending = specialize(this.model, this.inputShapes(batch));
      this.specialized.set(batch, pending);
    }
    const graph = (await pending).clone();
    return { graph, sites: findAttentionSites(graph, { sample: SAMPLE, states: STATES }) };
  }

  /** Makes a graph that came from {@link graph} ready to run. `name` stands in errors. */
  program(name: string, graph: Graph): Promise<Program> {
    return Program.create(name, graph, this.device);
  }

  private inputShapes(batch: number): Record<string, number[]> {
    const { channels, height, width, tokens, stateSize } = this.shape;
    // Exports differ: diffusers' script makes the timestep a vector, optimum's a scalar.
    const timestep = this.model.inputs.find(({ name }) => name === TIMESTEP)!;
    return {
      [SAMPLE]: [batch, channels, height, width],
      [TIMESTEP]: timestep.shape.length === 0 ? [] : [batch],
      [STATES]: [batch, tokens, stateSize],
    };
  }
}
