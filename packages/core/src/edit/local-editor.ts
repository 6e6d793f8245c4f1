import type { Model } from '../family/model.js';
import { openModel } from '../family/open-model.js';
import { type Grounded, onGround } from '../image/ground.js';
import { defaultPackFolder, openPack } from '../pack/open-pack.js';
import { checkModels } from '../pack/verify.js';
import { chooseDevice } from '../session/device.js';
import { checkWorld } from '../world/check-world.js';
import { checkRequest } from './check.js';
import { checkCanPoint } from './check-pointing.js';
import { bestOfWays, waysOf } from './choose.js';
import { modelFor } from './choose-model.js';
import type { Editor, EditorOptions } from './editor.js';
import { typedError } from './errors.js';
import { fewFirst, mayTakeMany } from './few-first.js';
import type { Engine, EngineRequest, EngineResult } from './large/full-picture.js';
import { LargePictures } from './large/large-pictures.js';
import { memoryCheck } from './memory.js';
import { OptionalParts } from './optional-parts.js';
import { type EditPlan, planMasks, planWith } from './plan.js';
import type { EditRequest, MaskRequest } from './request.js';
import type { FoundMasks } from './result.js';
import { resultOf } from './result-of.js';
import { runPlan } from './run.js';
import { type OpenedInversion, openInversion } from './saved-inversion.js';
import { fitOf } from './score.js';
import type { Work } from './work.js';

/**
 * Loads an editor into this process. Every model run blocks its thread; `startEditor` keeps it apart.
 * @throws DualeditError `pack-missing`, `pack-incomplete`, `pack-altered`, `pack-unreadable`, `device-unavailable`,
 * `pack-without-safety-checker`
 */
export async function loadEditor(options: EditorOptions = {}): Promise<Editor> {
  return new LargePictures(await loadEngine(options));
}

/** The same for pictures of any size as they are, or for parts of large ones. */
export async function loadEngine(options: EditorOptions): Promise<Engine> {
  const pack = await openPack(options.pack ?? defaultPackFolder());
  await checkModels(pack.folder);
  return new LocalEditor(await openModel(pack, await chooseDevice(options.device ?? 'auto')), options);
}

/** A request, as it was planned. */
interface Planned {
  plan: EditPlan;
  request: EngineRequest;
  inverted: OpenedInversion['inverted'];
}

class LocalEditor implements Engine {
  private readonly model: Model;
  private readonly options: EditorOptions;
  private readonly parts: OptionalParts;
  private readonly memoryChecks = new Map<Model, Work['requireMemory']>();
  private queue: Promise<unknown> = Promise.resolve();
  private closing = new AbortController();

  constructor(model: Model, options: EditorOptions) {
    this.model = model;
    this.options = options;
    this.parts = new OptionalParts(model, options);
  }

  edit(request: EngineRequest): Promise<EngineResult> {
    const signal = this.stopOf(request);
    return this.inTurn(() => this.runEdit({ ...request, signal }));
  }

  masks(request: MaskRequest): Promise<FoundMasks> {
    const signal = this.stopOf(request);
    return this.inTurn(() => this.runMasks({ ...request, signal }));
  }

  release(): Promise<void> {
    return this.inTurn(async () => {
      await Promise.all([this.model.release(), this.parts.release()]);
    });
  }

  async close(): Promise<void> {
    this.closing.abort();
    this.closing = new AbortController();
    await this.release();
  }

  /** Aborted by the caller or by the editor's end. */
  private stopOf({ signal }: MaskRequest): AbortSignal {
    return AbortSignal.any([this.closing.signal, ...(signal ? [signal] : [])]);
  }

  /** Requests wait for those before them: one device serves one at a time. */
  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.queue.then(work).catch((error: unknown) => {
      throw typedError(error);
    });
    this.queue = result.catch(() => {});
    return result;
  }

  private async runMasks(asked: MaskRequest): Promise<FoundMasks> {
    checkRequest(asked);
    checkCanPoint(asked, this.options.maskSource !== undefined);
    const request = await this.parts.describe({ ...asked, picture: onGround(asked.picture).picture });
    const plan = planMasks(request, this.model, { hasMaskSource: this.options.maskSource !== undefined });
    await this.model.autoencoder.useTiles(undefined, this.model.latent);
    if (!request.force) await checkWorld(request.picture, this.model);
    const work = this.workOf(this.model, { plan, request, inverted: undefined });
    await runPlan(plan, work, request.onProgress);
    return { masks: work.masks!, unnamed: work.unnamed! };
  }

  private async runEdit(brought: EngineRequest): Promise<EngineResult> {
    checkRequest(brought);
    checkCanPoint(brought, this.options.maskSource !== undefined);
    const { picture, lift } = onGround(brought.picture);
    return lifted(await this.editInWays({ ...brought, picture }), lift);
  }

  /** Edits an opaque picture, in all ways that a request wants. */
  private async editInWays(asked: EngineRequest): Promise<EngineResult> {
    const { choose, variants, ...rest } = asked;
    const ways = waysOf(asked);
    const [first, ...others] = ways.map((way) => ({ ...rest, ...way }));
    if (others.length === 0) return this.editOnce(first!);
    // All of them are refused before the first begins. Masks are told once.
    const made = [await this.prepareEdit(first!)];
    for (const { onMasks, ...other } of others) made.push(await this.prepareEdit(other));
    return bestOfWays(made, asked.onProgress, ({ picture, masks }) =>
      fitOf(this.parts, picture, asked.edits, masks),
    );
  }

  /** Where few steps are asked for or usual, many make again what fails in them. */
  private async editOnce(asked: EngineRequest): Promise<EngineResult> {
    const isFewFirst = mayTakeMany(asked) && (await this.modelFor(asked)) === this.model.fewSteps;
    if (!isFewFirst) return (await this.prepareEdit(asked))(asked.onProgress);
    const few = await this.prepareEdit({ ...asked, fast: true, retry: false });
    const many = async (onProgress: EditRequest['onProgress']) => {
      const { onMasks, ...again } = asked;
      return (await this.prepareEdit({ ...again, fast: false }))(onProgress);
    };
    return fewFirst(few, many, asked.onProgress);
  }

  /** Plans an edit; what it returns makes it. */
  private async prepareEdit(
    asked: EngineRequest,
  ): Promise<(onProgress: EditRequest['onProgress']) => Promise<EngineResult>> {
    const { options } = this;
    const model = await this.modelFor(asked);
    const saved = asked.inverted && (await openInversion(model, asked.inverted, asked));
    const request: EngineRequest = await this.parts.describe(saved?.request ?? asked);
    const plan = planWith(request, model, {
      hasMaskSource: options.maskSource !== undefined,
      isInverted: saved?.inverted !== undefined,
    });
    const tiles = await model.autoencoder.useTiles(request.tiles, model.latent);
    if (!request.force) await checkWorld(request.picture, model);
    return async (onProgress) => {
      const work = this.workOf(model, { plan, request, inverted: saved?.inverted });
      const timings = await runPlan(plan, work, onProgress);
      const result = await resultOf(work, { timings, tiles });
      return saved?.unused === undefined ? result : { ...result, inversionUnused: saved.unused };
    };
  }

  private modelFor(asked: EngineRequest): Promise<Model> {
    return modelFor(this.model, asked, this.options.maskSource !== undefined);
  }

  private memoryCheckOf(model: Model): Work['requireMemory'] {
    const check = this.memoryChecks.get(model) ?? memoryCheck(model, this.options);
    this.memoryChecks.set(model, check);
    return check;
  }

  private workOf(model: Model, { plan: { resolved, words, path }, request, inverted }: Planned): Work {
    const { parts } = this;
    const { maskSource } = this.options;
    return {
      model,
      parts,
      requireMemory: this.memoryCheckOf(model),
      maskSource,
      request,
      resolved,
      words,
      path,
      ...(inverted && { inverted }),
    };
  }
}

/** A result with the transparency of the picture that was brought. */
function lifted(result: EngineResult, lift: Grounded['lift']): EngineResult {
  const { picture, variants, chosen } = result;
  if (!variants) return { ...result, picture: lift(picture) };
  const all = variants.map((one) => ({ ...one, picture: lift(one.picture) }));
  return { ...result, picture: all[chosen!]!.picture, variants: all };
}
