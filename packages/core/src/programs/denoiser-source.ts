import { createHash } from 'node:crypto';
import { relative, resolve } from 'node:path';
import { DualeditError } from '@dualedit/foundation';
import { type Graph, type Port, readModel, serialize, specialize } from '@dualedit/onnx-autograd';
import type { DiskCache } from '../cache/disk-cache.js';
import { REPACKED_BYTES, type SessionDevice } from '../session/session.js';
import { findAttentionSites } from '../surgery/attention-sites.js';
import { withFloat32Islands } from '../surgery/float32-islands.js';
import { recomputeSlices, sliceLargeAttention } from '../surgery/slice-attention.js';
import { compiled } from './compiled.js';
import { compilerDigest } from './compiler-digest.js';
import { Program } from './program.js';
import { type Compiled, decodeCompiled, encodeCompiled, type Recipe, type UnetGraph } from './recipe.js';

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

export interface UnetOptions {
  device?: SessionDevice | undefined;
  /** Where compiled programs are kept; nowhere unless given. */
  cache?: DiskCache | undefined;
}

/** One UNet export at one latent size, from which programs are compiled. */
export class UnetSource {
  readonly shape: UnetShape;
  private readonly model: Graph;
  private readonly options: UnetOptions;
  private readonly specialized = new Map<number, Promise<Graph>>();
  private readonly compiled = new Map<string, Promise<Compiled<unknown>>>();
  /** Bytes of the whole graph without its weights, by which its programs are known, and their folder. */
  private readonly digest: string;
  private readonly folder: string;

  private constructor(model: Graph, shape: UnetShape, options: UnetOptions) {
    this.model = model;
    this.shape = shape;
    this.options = options;
    const { bytes, folder } = serialize(model);
    this.digest = createHash('sha256').update(bytes).digest('hex');
    this.folder = folder;
  }

  /** Whether arithmetic takes this UNet's time, and not the number of its nodes. */
  get isLarge(): boolean {
    let weights = 0;
    for (const { data } of this.model.initializers.values()) weights += data.length;
    return weights > REPACKED_BYTES;
  }

  private get isOnCpu(): boolean {
    const [first = 'cpu'] = this.options.device?.executionProviders ?? [];
    return first === 'cpu';
  }

  /** Whether the export takes any number of latents at once, or one alone. */
  get takesBatches(): boolean {
    return typeof this.inputOf(SAMPLE).shape[0] !== 'number';
  }

  /** @throws DualeditError `export-batch` */
  static async open(path: string, shape: UnetShape, options: UnetOptions = {}): Promise<UnetSource> {
    const source = new UnetSource(await readModel(path), shape, options);
    const [batch] = source.inputOf(SAMPLE).shape;
    if (typeof batch === 'number' && batch !== 1) throw fixedBatch(path, batch);
    return source;
  }

  /** A fresh graph for `batch` latents; its weights stay in the user's own file. */
  async graph(batch: number): Promise<UnetGraph> {
    let pending = this.specialized.get(batch);
    if (!pending) {
      pending = specialize(this.model, this.inputShapes(batch));
      this.specialized.set(batch, pending);
    }
    const find = (graph: Graph) => findAttentionSites(graph, { sample: SAMPLE, states: STATES });
    const exported = (await pending).clone();
    const graph = withFloat32Islands(exported, find(exported));
    const sites = find(graph);
    return { graph, sites: sliceLargeAttention(graph, sites), recompute: recomputeSlices(this.isOnCpu) };
  }

  /** A program ready to run, and what its recipe says about it. */
  async open<Info>(recipe: Recipe<Info>): Promise<{ program: Program; info: Info }> {
    const { model, info } = await this.compile(recipe);
    return { program: await Program.open(recipe.name, model, this.options.device), info };
  }

  /** Compiles a program, once, or takes it from the cache. No weight is loaded. */
  compile<Info>(recipe: Recipe<Info>): Promise<Compiled<Info>> {
    const key = this.keyOf(recipe);
    const made = this.compiled.get(key) ?? this.compileFor(key, recipe);
    this.compiled.set(key, made);
    return made as Promise<Compiled<Info>>;
  }

  private async compileFor<Info>(key: string, recipe: Recipe<Info>): Promise<Compiled<Info>> {
    const { cache } = this.options;
    const kept = await cache?.get(key);
    if (kept) return decodeCompiled(kept, (folder) => resolve(this.folder, folder));
    const { graph, info } = recipe.surgery(await this.graph(recipe.batch));
    const made = { model: compiled(graph), info };
    await cache?.put(key, encodeCompiled(made, relative(this.folder, made.model.folder)));
    return made;
  }

  /** Forgets all graphs; programs that are open stay open. */
  async release(): Promise<void> {
    this.specialized.clear();
    this.compiled.clear();
  }

  /** A program is what its UNet's structure, the sizes and the compiling code make of it; weights are referred to. */
  private keyOf({ name, batch }: Recipe<unknown>): string {
    const content = JSON.stringify([this.digest, this.shape, this.isOnCpu, name, batch, compilerDigest()]);
    return createHash('sha256').update(content).digest('hex');
  }

  private inputShapes(batch: number): Record<string, number[]> {
    const { channels, height, width, tokens, stateSize } = this.shape;
    // Exports differ: diffusers' script makes the timestep a vector, optimum's a scalar.
    return {
      [SAMPLE]: [batch, channels, height, width],
      [TIMESTEP]: this.inputOf(TIMESTEP).shape.length === 0 ? [] : [batch],
      [STATES]: [batch, tokens, stateSize],
    };
  }

  private inputOf(name: string): Port {
    return this.model.inputs.find((input) => input.name === name)!;
  }
}

function fixedBatch(path: string, batch: number): DualeditError {
  return new DualeditError({
    code: 'export-batch',
    message: `The UNet in ${path} takes exactly ${batch} latents at once, expected any number or one.`,
    hint: 'Export it again with a free batch axis, which is what optimum and the script of diffusers do.',
    received: batch,
  });
}
