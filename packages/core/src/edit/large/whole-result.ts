import type { Box, Mask, Picture } from '@dualedit/foundation';
import { pasteInto } from '../../image/paste-into.js';
import { enlargedArea, lazyMask } from '../../image/scale-mask.js';
import type { Square } from '../../image/square.js';
import type { EditResult } from '../result.js';
import type { EditedPart, EngineResult, Paste } from './full-picture.js';

/** Where a part is in its picture, and how large it is as it is edited. */
type Place = Pick<EditedPart, 'box' | 'size'>;

/** Few, so that the caller's thread is never busy for long. */
const STRIP_PIXELS = 1 << 17;

/**
 * The result of the edit of a part of a large picture as one of the whole: what was drawn is pasted at full size.
 * @throws DualeditError `aborted`
 */
export async function wholeResult(
  { part, parts, ...result }: EngineResult,
  image: Picture,
  signal: AbortSignal | undefined,
): Promise<EditResult> {
  const { masks, details, variants, chosen } = result;
  const made: EditResult['variants'] = [];
  for (const [i, variant] of (variants ?? []).entries())
    made.push({ ...variant, picture: await pasted(parts![i]!, image, signal) });
  return {
    ...result,
    picture: variants ? made[chosen!]!.picture : await pasted(part!, image, signal),
    masks: masks.map((mask) => enlarged(mask, part!.box, image)),
    ...(variants && { variants: made }),
    ...(details && { details: { ...details, region: inWhole(details.region, part!) } }),
  };
}

function enlarged(mask: Mask, place: Box, { width, height }: Picture): Mask {
  const whole = { left: 0, top: 0, width, height };
  return lazyMask(whole, () => enlargedArea(mask, place).within(whole).data);
}

async function pasted(part: EditedPart, image: Picture, signal: AbortSignal | undefined): Promise<Picture> {
  const picture = { ...image, data: new Uint8Array(image.data) };
  for (const paste of part.pastes) await pasteAt(picture, paste, part, signal);
  return picture;
}

/** Pastes into a picture what was pasted into a part of it. */
async function pasteAt(
  picture: Picture,
  { layers, old, kept, region, feather, ...drawn }: Paste,
  part: EditedPart,
  signal: AbortSignal | undefined,
): Promise<void> {
  const area = (mask: Mask, isSoft = false) => enlargedArea(mask, part.box, isSoft);
  await pasteInto(picture.data, {
    ...drawn,
    original: picture,
    region: inWhole(region, part),
    layers: layers.map(({ mask, ...layer }) => ({ ...layer, area: area(mask, layer.isSoft) })),
    old: area(old),
    kept: kept && area(kept),
    feather: feather === undefined ? undefined : feather * scaleOf(part),
    signal,
    stripPixels: STRIP_PIXELS,
  });
}

/** Pixels of the picture to one of the part as it was edited. */
const scaleOf = ({ box, size }: Place) => box.width / size.width;

function inWhole({ left, top, side }: Square, part: Place): Square {
  const box = boxInWhole({ left, top, width: side, height: side }, part);
  return { left: box.left, top: box.top, side: box.width };
}

/** A box of a part as one of the whole picture. */
export function boxInWhole({ left, top, width, height }: Box, part: Place): Box {
  const { box } = part;
  const scale = scaleOf(part);
  return {
    left: box.left + Math.round(left * scale),
    top: box.top + Math.round(top * scale),
    width: Math.round(width * scale),
    height: Math.round(height * scale),
  };
}
