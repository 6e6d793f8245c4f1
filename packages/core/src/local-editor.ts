import { checkMask, type Mask, uniteMasks } from '@dualedit/foundation';
import { editPicture } from './edit-picture.js';
import type { Editor, EditorOptions, EditRequest, EditResult, MaskRequest } from './editor.js';
import { type Engine, openEngine } from './engine.js';
import { typedError } from './errors.js';
import { chooseRegion, type Region, wholeRegion } from './image/region.js';
import { lossesInUse } from './losses/losses.js';
import { attentionMasks } from './masks/attention-masks.js';
import { memoryCheck } from './memory.js';
import { METHODS, type MethodSettings } from './methods/settings.js';
import { chooseDevice } from './model/device.js';
import { checkModels, defaultPackFolder, openPack } from './model/pack.js';
import { OptionalParts } from './optional-parts.js';
import { editPhases, loadPhase, maskPhases, segmentPhase } from './phases.js';
import {
  type InvertedPicture,
  invertPicture,
  type PreparedPicture,
  type PreparedText,
  preparePicture,
  prepareText,
} from './prepare.js';
import { checkRequest, checkSeen } from './request.js';
import { checkInside, openInversion, saveInversion } from './saved-inversion.js';
import { Stopwatch } from './stopwatch.js';
import { versions } from './versions.js';

/**
 * Loads an editor into this process. Every model run blocks its thread; `startEditor` keeps it apart.
 * @throws DualeditError `pack-missing`, `pack-incomplete`, `pack-altered`, `pack-unreadable`, `device-unavailable`,
 * `pack-without-safety-checker`
 */
export async function loadEditor(options: EditorOptions = {}): Promise<Editor> {
  const pack = await openPack(options.pack ?? defaultPackFolder());
  await checkModels(pack.folder);
  return new LocalEditor(await openEngine(pack, await chooseDevice(options.device ?? 'auto')), options);
}

class LocalEditor implements Editor {
  private readonly engine: Engine;
  private readonly options: EditorOptions;
  private readonly parts: OptionalParts;
  private readonly requireMemory: ReturnType<typeof memoryCheck>;
  private queue: Promise<unknown> = Promise.resolve();
  private closing = new AbortController();

  constructor(engine: Engine, options: EditorOptions) {
    this.engine = engine;
    this.options = options;
    this.parts = new OptionalParts(engine, options);
    this.requireMemory = memoryCheck(engine, options);
  }

  edit(request: EditRequest): Promise<EditResult> {
    const signal = this.stopOf(request);
    return this.inTurn(() => this.runEdit({ ...request, signal }));
  }

  masks(request: MaskRequest): Promise<Mask[]> {
    const signal = this.stopOf(request);
    return this.inTurn(() => this.runMasks({ ...request, signal }));
  }

  release(): Promise<void> {
    return this.inTurn(async () => {
      await Promise.all([this.engine.release(), this.parts.release()]);
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

  private maskPhases(steps: number) {
    return this.options.maskSource ? [segmentPhase] : maskPhases(steps);
  }

  private async runMasks(asked: MaskRequest): Promise<Mask[]> {
    checkRequest(asked);
    const request = await this.parts.describe(asked);
    const { steps } = { ...METHODS.mde, ...this.engine.pack.defaults };
    await this.engine.useTiles(undefined);
    const watch = new Stopwatch(request.onProgress, [loadPhase, ...this.maskPhases(steps)]);
    const text = await watch.stage('load', () => prepareText(this.engine, request.edits, request.prompt));
    const { masks } = await this.findMasks(request, text, steps, watch);
    watch.finish();
    return masks;
  }

  private async runEdit(asked: EditRequest): Promise<EditResult> {
    const saved = asked.inverted && (await openInversion(this.engine, asked.inverted, asked));
    checkRequest(saved?.request ?? asked);
    const request = await this.parts.describe(saved?.request ?? asked);
    const { method = 'mde', inversion = 'direct', strength = 1, edits, masks: given = [] } = request;
    const settings: MethodSettings = {
      ...METHODS[method],
      ...this.engine.pack.defaults,
      ...request.settings,
    };
    const isGiven = edits.map((_, index) => given[index] !== undefined);
    const tiles = await this.engine.useTiles(request.tiles);
    const watch = new Stopwatch(request.onProgress, [
      loadPhase,
      ...(isGiven.includes(false) ? this.maskPhases(settings.steps) : []),
      ...editPhases(settings, inversion).filter(({ stage }) => !(saved?.inverted && stage === 'invert')),
    ]);
    const text = await watch.stage('load', () => this.load(request, settings));

    const found = isGiven.includes(false)
      ? await this.findMasks(request, text, settings.steps, watch, saved?.inverted)
      : undefined;
    const masks = edits.map((_, index) => given[index] ?? found!.masks[index]!);
    checkSeen(masks, edits);
    const inverted =
      saved?.inverted ??
      (await this.invert(request, { text, masks, settings, walked: found?.prepared }, watch));
    checkInside(uniteMasks(masks), inverted.region);
    const { masks: used, ...made } = await editPicture(this.engine, {
      ...{ request, settings, masks, text, prepared: inverted, watch },
      mayShow: (preview) => this.parts.mayShow(preview),
    });
    await this.parts.checkResult(made.picture, inverted.region);
    return {
      ...made,
      ...(request.saveInversion && {
        inversion: await saveInversion(this.engine, request, inverted, {
          ...{ prompt: text.prompts.source, guidanceScale: settings.guidanceScale },
        }),
      }),
      ...(saved?.unused !== undefined && { inversionUnused: saved.unused }),
      masks: used,
      prompts: { source: text.prompts.source, target: text.prompts.target },
      timings: watch.finish(),
      config: {
        ...{ edits, prompt: text.prompts.source, method, inversion, settings, strength, tiles },
        maskFrom: isGiven.map((known) => (known ? 'given' : 'words')),
        pack: this.engine.pack.name,
        device: this.engine.device.name,
        versions,
      },
    };
  }

  /** Opens all that an edit will run, so that its later stages are running alone; first what it will take, then the words. */
  private async load(request: EditRequest, { lossWeights, lossSide }: MethodSettings): Promise<PreparedText> {
    const losses = lossesInUse(lossWeights);
    const { inversion = 'direct' } = request;
    await this.requireMemory({ losses, lossSide, inversion });
    const text = await prepareText(this.engine, request.edits, request.prompt);
    await this.engine.denoise();
    await this.engine.editStep();
    if (losses.length > 0) await this.engine.latentGradient(losses, lossSide);
    if (losses.length > 0 || request.edits.some((_, index) => !request.masks?.[index])) {
      await this.engine.sourceMaps();
    }
    return text;
  }

  /** Masks of all edits from their words, and the inversion where they were read from one. */
  private async findMasks(
    request: MaskRequest,
    text: PreparedText,
    steps: number,
    watch: Stopwatch,
    known?: PreparedPicture,
  ): Promise<{ masks: Mask[]; prepared?: PreparedPicture }> {
    const { image: picture, edits, signal } = request;
    const source = this.options.maskSource;
    if (source) {
      const ask = () => source.masks(picture, edits, signal ? { signal } : {});
      const masks = await watch.stage('segment', ask);
      for (const [index, mask] of masks.entries()) checkMask(mask, picture, edits[index]!.source);
      return { masks };
    }
    const whole = wholeRegion(picture);
    const prepared =
      known && sameRegion(known.region, whole) ? known : await this.walk(request, text, whole, steps, watch);
    const masks = await watch.stage('segment', () =>
      attentionMasks(this.engine, { picture, edits, text, prepared, signal }),
    );
    return { masks, prepared };
  }

  /** The inversion that a request asks for, of the square that its masks need. */
  private async invert(
    request: EditRequest,
    { text, masks, settings, walked }: ToInvert,
    watch: Stopwatch,
  ): Promise<InvertedPicture> {
    const { signal, inversion: name = 'direct' } = request;
    const { steps, guidanceScale } = settings;
    const region = chooseRegion(request.image, uniteMasks(masks), this.engine.pictureSize);
    const prepared =
      walked && sameRegion(walked.region, region)
        ? walked
        : await this.walk(request, text, region, steps, watch);
    return watch.stage('invert', (onStep) =>
      invertPicture(this.engine, { name, prepared, states: text.states, guidanceScale, onStep, signal }),
    );
  }

  private walk(request: MaskRequest, text: PreparedText, region: Region, steps: number, watch: Stopwatch) {
    const { image: picture, signal } = request;
    return watch.stage('invert', (onStep) =>
      preparePicture(this.engine, { picture, region, steps, states: text.states.source, onStep, signal }),
    );
  }
}

/** What is known of an edit when its picture is inverted. */
interface ToInvert {
  text: PreparedText;
  masks: Mask[];
  settings: MethodSettings;
  /** A walk that was made to find the masks. */
  walked: PreparedPicture | undefined;
}

function sameRegion(a: Region, b: Region): boolean {
  return a.left === b.left && a.top === b.top && a.side === b.side;
}
