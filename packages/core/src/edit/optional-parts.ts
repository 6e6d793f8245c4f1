import type { Picture } from '@dualedit/foundation';
import { captionerBytes, captionPicture, hasCaptioner } from '../caption/captioner.js';
import { promptFromCaption } from '../caption/prompt.js';
import { Clip, hasClip, product } from '../clip/clip.js';
import { nameBackground } from '../clip/name-background.js';
import type { Model } from '../family/model.js';
import { cutSquare, type Square } from '../image/square.js';
import { digestOfPicture } from '../inversions/digests.js';
import type { PartMemory } from '../programs/programs.js';
import { checkSafetyChecker, SafetyChecker, safetyCheckerBytes, withheld } from '../safety/safety-checker.js';
import type { Looked } from '../seen/looked.js';
import { type Held, held } from '../session/held.js';
import { hasUpscaler, Upscaler, upscalerBytes } from '../upscale/upscaler.js';
import type { EditorOptions } from './editor.js';
import type { MaskRequest } from './request.js';

/**
 * What a pack may have beside its diffusion models: a safety checker for results, a captioner and a CLIP for the prompt,
 * an upscaler for what is drawn into large pictures.
 */
export class OptionalParts {
  private readonly model: Model;
  private readonly captions: boolean;
  private readonly checker: Held<SafetyChecker> | undefined;
  private readonly clip: Held<Clip> | undefined;
  private readonly upscaler: Held<Upscaler> | undefined;
  /** What was said of the last picture: its masks are asked for first, then its edit, then often another. */
  private last: { digest: string; caption: string } | undefined;

  /** @throws DualeditError `pack-without-safety-checker`, `pack-incomplete` where results are to be checked */
  constructor(model: Model, { safetyCheck = false, captions = true }: EditorOptions) {
    const { pack, device } = model;
    this.model = model;
    this.captions = captions && hasCaptioner(pack.folder);
    if (hasUpscaler(pack.folder)) this.upscaler = held(() => Upscaler.open(pack.folder, device));
    if (hasClip(pack.folder)) this.clip = held(() => Clip.open(pack.folder, device));
    if (safetyCheck) {
      checkSafetyChecker(pack.folder);
      this.checker = held(() => SafetyChecker.open(pack.folder, device));
    }
  }

  /** The request with a prompt from the captioner, where nobody gave one and the caption fits the edits. */
  async describe<Request extends MaskRequest>(request: Request): Promise<Request> {
    if (!this.captions || request.prompt !== undefined) return request;
    const caption = await this.captionOf(request);
    const prompt = promptFromCaption(caption, request.edits, this.model.pack.words);
    return prompt === undefined ? request : { ...request, prompt };
  }

  /**
   * Where a picture was taken, as a prompt says it: `on the grass`. Only where the pack has a CLIP and a list of places.
   * @param things what is in it, as a prompt begins
   */
  async placeOf(picture: Picture, things: string | undefined): Promise<string | undefined> {
    const clip = this.model.pack.words && (await this.clip?.());
    return (
      clip &&
      (
        await nameBackground(
          clip,
          picture,
          this.model.pack.words!,
          things === undefined ? undefined : [things],
        )
      )?.phrase
    );
  }

  /** The backgrounds that the pack knows, and the one that a picture has. Only where the pack has a CLIP. */
  async backgroundOf(picture: Picture): Promise<Looked['background']> {
    const clip = this.model.pack.words && (await this.clip?.());
    if (!clip) return undefined;
    const words = this.model.pack.words!;
    return { known: words.backgrounds, named: (await nameBackground(clip, picture, words))?.background };
  }

  /** The cosine of a picture and words by the pack's CLIP; undefined if it has none. */
  async fit(picture: Picture, words: string): Promise<number | undefined> {
    const clip = await this.clip?.();
    if (!clip) return undefined;
    const [said] = await clip.embedTexts([words]);
    return product(said!, await clip.embedPicture(picture));
  }

  private async captionOf({ picture, signal }: MaskRequest): Promise<string> {
    const { pack, device } = this.model;
    const digest = digestOfPicture(picture);
    if (this.last?.digest === digest) return this.last.caption;
    const caption = await captionPicture(pack.folder, picture, { device, signal });
    this.last = { digest, caption };
    return caption;
  }

  /** A picture that the model drew with more pixels, if the pack has an upscaler; it is closed again, being needed once. */
  async enlarged(picture: Picture): Promise<Picture | undefined> {
    const upscaler = await this.upscaler?.();
    if (!upscaler) return undefined;
    try {
      return await upscaler.upscale(picture);
    } finally {
      await this.upscaler?.release();
    }
  }

  /** Whether a picture of the model's own may be shown. */
  async mayShow(picture: Picture): Promise<boolean> {
    return !(await (await this.checker?.())?.flags(picture));
  }

  /**
   * Lets a result pass that the safety checker does not flag: all of it, and the square that was drawn.
   * @throws DualeditError `result-withheld`
   */
  async checkResult(picture: Picture, region: Square): Promise<void> {
    if (!this.checker) return;
    const drawn = await cutSquare(picture, region, this.model.pictureSize);
    const whole = picture.width === picture.height && region.side === picture.width ? [] : [picture];
    for (const shown of [drawn, ...whole]) {
      if (!(await this.mayShow(shown))) throw withheld(this.model.pack.name);
    }
  }

  /** Frees the memory of the safety checker and of CLIP until they are next needed. */
  async release(): Promise<void> {
    await Promise.all([this.checker?.release(), this.clip?.release()]);
  }
}

/** What an optional part takes: a copy of its weights, beside which what a run takes is little. */
export interface OptionalMemory extends PartMemory {
  /** Whether it stays loaded, or is gone before the diffusion models run. */
  stays: boolean;
}

/**
 * The memory of the optional parts that an editor with these options loads.
 * @throws DualeditError `pack-without-safety-checker`, `pack-incomplete`
 */
export async function optionalMemory(
  pack: string,
  { safetyCheck = false, captions = true }: EditorOptions,
): Promise<OptionalMemory[]> {
  const parts: OptionalMemory[] = [];
  if (captions && hasCaptioner(pack)) {
    parts.push({ name: 'captioner', weights: await captionerBytes(pack), activations: 0, stays: false });
  }
  if (hasUpscaler(pack)) {
    parts.push({ name: 'upscaler', weights: await upscalerBytes(pack), activations: 0, stays: false });
  }
  if (safetyCheck) {
    checkSafetyChecker(pack);
    parts.push({
      name: 'safety checker',
      weights: await safetyCheckerBytes(pack),
      activations: 0,
      stays: true,
    });
  }
  return parts;
}
