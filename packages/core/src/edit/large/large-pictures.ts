import { type Box, type Mask, type Picture, type SeenThing, throwIfAborted } from '@dualedit/foundation';
import { onGround } from '../../image/ground.js';
import { enlargedArea, lazyMask } from '../../image/scale-mask.js';
import { checkRequest } from '../check.js';
import type { Editor } from '../editor.js';
import type { EditRequest, MaskRequest } from '../request.js';
import type { EditResult, FoundMasks } from '../result.js';
import type { Engine } from './full-picture.js';
import { reduce, reducePointed, reduceRequest } from './reduce.js';
import { wholeResult } from './whole-result.js';

/** Pixels up to which a picture is edited as it is. */
export const MOST_PIXELS = 3_000_000;

/**
 * Edits large pictures in little memory: an engine sees a smaller copy of them, and then the part around what is edited.
 * What it draws is pasted at full size. Saved inversions are of whole pictures, as are edits that use or make one.
 */
export class LargePictures implements Editor {
  private readonly engine: Engine;
  private readonly most: number;

  /** @param most pixels up to which a picture is edited as it is */
  constructor(engine: Engine, most = MOST_PIXELS) {
    this.engine = engine;
    this.most = most;
  }

  async edit(request: EditRequest): Promise<EditResult> {
    const isSaved = request.inverted !== undefined || request.saveInversion === true;
    if (!this.isLarge(request.picture) || isSaved) return this.engine.edit(request);
    checkRequest(request);
    throwIfAborted(request.signal);
    const { picture: image, lift } = onGround(request.picture);
    const { onMasks, signal } = request;
    const asked = {
      ...request,
      picture: image,
      ...(onMasks && {
        onMasks: (masks: readonly Mask[], unnamed: readonly SeenThing[]) =>
          onMasks(
            masks.map((mask) => enlarged(mask, image)),
            enlargedThings(unnamed, image),
          ),
      }),
    };
    const reduced = await reduceRequest(asked, this.most);
    const { picture, ...result } = await wholeResult(await this.engine.edit(reduced), image, signal);
    const variants = result.variants?.map((variant) => ({ ...variant, picture: lift(variant.picture) }));
    return {
      ...result,
      unnamed: enlargedThings(result.unnamed, image),
      picture: variants ? variants[result.chosen!]!.picture : lift(picture),
      ...(variants && { variants }),
    };
  }

  async masks(request: MaskRequest): Promise<FoundMasks> {
    if (!this.isLarge(request.picture)) return this.engine.masks(request);
    checkRequest(request);
    const { picture } = onGround(request.picture);
    const small = await reduce(picture, this.most);
    const { pointed } = request;
    const { masks, unnamed } = await this.engine.masks({
      ...request,
      picture: small,
      ...(pointed && { pointed: reducePointed(pointed, picture, small) }),
    });
    return {
      masks: masks.map((mask) => enlarged(mask, picture)),
      unnamed: enlargedThings(unnamed, picture),
    };
  }

  private isLarge({ width, height }: Picture): boolean {
    return width * height > this.most;
  }

  release(): Promise<void> {
    return this.engine.release();
  }

  close(): Promise<void> {
    return this.engine.close();
  }
}

/** A mask of the smaller copy at the picture's size. */
function enlarged(mask: Mask, { width, height }: Picture): Mask {
  const whole: Box = { left: 0, top: 0, width, height };
  return lazyMask(whole, () => enlargedArea(mask, whole).within(whole).data);
}

function enlargedThings(things: readonly SeenThing[], picture: Picture): SeenThing[] {
  return things.map((thing) => ({ ...thing, mask: enlarged(thing.mask, picture) }));
}
