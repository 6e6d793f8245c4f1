import { createHash } from 'node:crypto';
import { relative, resolve } from 'node:path';
import { DualeditError } from '@dualedit/foundation';
import { type Graph, type Port, readModel, serialize, specialize } from '@dualedit/onnx-autograd';
import type { DiskCache } from '../cache/disk-cache.js';
import type { DenoiserSignature } from '../family/signature.js';
import { REPACKED_BYTES, type SessionDevice } from '../session/session.js';
import { findAttentionSites } from '../surgery/attention-sites.js';
import { withFloat32Islands } from '../surgery/float32-islands.js';
import { recomputeSlices, sliceLargeAttention } from '../surgery/slice-attention.js';
import { temper } from '../surgery/temper.js';
import { compiled } from './compiled.js';
import { compilerDigest } from './compiler-digest.js';
import { Program } from './program.js';
import { type Compiled, type DenoiserGraph, decodeCompiled, encodeCompiled, type Recipe } from './recipe.js';

export interface DenoiserOptions {
  device?: SessionDevice | undefined;
  /** Where compiled programs are kept. Defaults to nowhere. */
  cache?: DiskCache | undefined;
  /** What the logits of all attention are divided by. Defaults to 1. */
  temperature?: number | undefined;
}

/** One denoiser export at one latent size, from which programs are compiled. */
export class DenoiserSource {
  readonly signature: DenoiserSignature;
  private readonly model: Graph;
  private readonly options: DenoiserOptions;
  private readonly specialized = new Map<number, Promise<Graph>>();
  private readonly compiled = new Map<string, Promise<Compiled<unknown>>>();
  /** Bytes of the whole graph without its weights, by which its programs are known, and their folder. */
  private readonly digest: string;
  private readonly folder: string;

  private constructor(model: Graph, signature: DenoiserSignature, options: DenoiserOptions) {
    this.model = model;
    this.signature = signature;
    this.options = options;
    const { bytes, folder } = serialize(model);
    this.digest = createHash('sha256').update(bytes).digest('hex');
    this.folder = folder;
  }

  /** Whether arithmetic takes this denoiser's time, and not the number of its nodes. */
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
    return typeof this.inputOf(this.signature.latent).shape[0] !== 'number';
  }

  /** @throws DualeditError `export-batch` */
  static async open(
    path: string,
    signature: DenoiserSignature,
    options: DenoiserOptions = {},
  ): Promise<DenoiserSource> {
    const source = new DenoiserSource(await readModel(path), signature, options);
    const [batch] = source.inputOf(signature.latent).shape;
    if (typeof batch === 'number' && batch !== 1) throw fixedBatch(path, batch);
    return source;
  }

  /** The same denoiser with the logits of all attention divided by a temperature. */
  tempered(temperature: number): DenoiserSource {
    return new DenoiserSource(this.model, this.signature, { ...this.options, temperature });
  }

  /** A fresh graph for `batch` latents; its weights stay in the user's own file. */
  async graph(batch: number): Promise<DenoiserGraph> {
    let pending = this.specialized.get(batch);
    if (!pending) {
      pending = specialize(this.model, this.inputShapes(batch));
      this.specialized.set(batch, pending);
    }
    const { signature } = this;
    const find = (graph: Graph) => findAttentionSites(graph, signature);
    const exported = (await pending).clone();
    const graph = withFloat32Islands(exported, find(exported));
    const { temperature = 1 } = this.options;
    if (temperature !== 1) temper(graph, find(graph), temperature);
    const sites = find(graph);
    return {
      graph,
      signature,
      sites: sliceLargeAttention(graph, sites),
      recompute: recomputeSlices(this.isOnCpu),
    };
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

  /** A program is what its denoiser's structure, the sizes and the compiling code make of it; weights are referred to. */
  private keyOf({ name, batch }: Recipe<unknown>): string {
    const content = JSON.stringify([
      this.digest,
      this.signature,
      this.isOnCpu,
      this.options.temperature ?? 1,
      name,
      batch,
      compilerDigest(),
    ]);
    return createHash('sha256').update(content).digest('hex');
  }

  private inputShapes(batch: number): Record<string, number[]> {
    const { latent, timestep, size, conditioning } = this.signature;
    return {
      [latent]: [batch, size.channels, size.height, size.width],
      // Exports differ: diffusers' script makes the timestep a vector, optimum's a scalar.
      [timestep]: this.inputOf(timestep).shape.length === 0 ? [] : [batch],
      ...Object.fromEntries(Object.entries(conditioning).map(([name, shape]) => [name, [batch, ...shape]])),
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
