import { DualeditError } from './error.js';
import { loadSharp } from './load-sharp.js';
import { checkMask, countInside, type Mask } from './mask.js';
import { type Note, note } from './original/notes.js';
import type { Picture } from './picture.js';

/** How a mask is meant that somebody gives. */
export interface GivenMaskOptions {
  /** The name of its thing, for errors. */
  name: string;
  /** Whether it is of a thing, rather than of a background or of a place: then it is refused if it looks inverted. */
  isThing: boolean;
  /** Whether black marks the thing. If absent, white does, and a mask that looks inverted is refused. */
  invert?: boolean | undefined;
}

/** Widths and heights are rounded when pictures are scaled: aspects may differ by this share. */
const SAME_ASPECT = 0.01;
/** A mask without a brighter pixel is empty: JPEG leaves such noise. */
const LEAST_BRIGHT = 26;
/** A mask that covers more of the picture than this… */
const MOST_OF_PICTURE = 0.6;
/** …and more than this of its border looks like one of everything but the thing. */
const MOST_OF_BORDER = 0.9;

/**
 * Makes a mask that somebody gives fit its picture: scaled if it has another size of the same aspect, inverted if that is
 * asked for, and as bright as masks are if it is gray all over. Notes say what was done.
 * @throws DualeditError `mask-size`, `mask-empty`, `mask-inverted`
 */
export async function fitMask(
  given: Mask,
  picture: Pick<Picture, 'width' | 'height'>,
  { name, isThing, invert }: GivenMaskOptions,
): Promise<{ mask: Mask; notes: Note[] }> {
  const notes: Note[] = [];
  let mask = given;
  if (!isOfSize(mask, picture) && isOfAspect(mask, picture)) {
    notes.push(note('mask-scaled'));
    mask = await scaled(mask, picture);
  }
  if (invert) mask = { ...mask, data: mask.data.map((value) => 255 - value) };
  const brightest = mask.data.reduce((most, value) => Math.max(most, value), 0);
  if (brightest >= LEAST_BRIGHT && brightest <= 127) {
    notes.push(note('mask-brightened'));
    mask = { ...mask, data: mask.data.map((value) => Math.round((value * 255) / brightest)) };
  }
  checkMask(mask, picture, name);
  if (isThing && invert === undefined && looksInverted(mask)) throw inverted(name, mask);
  return { mask, notes };
}

function isOfSize(mask: Mask, { width, height }: Pick<Picture, 'width' | 'height'>): boolean {
  return mask.width === width && mask.height === height;
}

function isOfAspect(mask: Mask, { width, height }: Pick<Picture, 'width' | 'height'>): boolean {
  const [across, down] = [width / mask.width, height / mask.height];
  // A small mask's sides are rounded by more.
  const rounding = SAME_ASPECT + 0.5 / Math.min(mask.width, mask.height, width, height);
  return Math.abs(across / down - 1) <= rounding;
}

async function scaled(mask: Mask, { width, height }: Pick<Picture, 'width' | 'height'>): Promise<Mask> {
  const sharp = await loadSharp();
  const raw = { width: mask.width, height: mask.height, channels: 1 } as const;
  const data = await sharp(mask.data, { raw, limitInputPixels: false })
    .resize(width, height, { fit: 'fill', kernel: 'linear' })
    .extractChannel(0)
    .raw()
    .toBuffer();
  return { width, height, data };
}

/** Whether a mask marks nearly all of the picture's border, as the ground does. */
function looksInverted(mask: Mask): boolean {
  const { width, height, data } = mask;
  if (countInside(mask) <= MOST_OF_PICTURE * data.length) return false;
  let inside = 0;
  const count = (x: number, y: number) => {
    if (data[y * width + x]! > 127) inside++;
  };
  for (let x = 0; x < width; x++) for (const y of [0, height - 1]) count(x, y);
  for (let y = 0; y < height; y++) for (const x of [0, width - 1]) count(x, y);
  return inside > MOST_OF_BORDER * 2 * (width + height);
}

function inverted(name: string, mask: Mask): DualeditError {
  const share = Math.round((100 * countInside(mask)) / mask.data.length);
  return new DualeditError({
    code: 'mask-inverted',
    message: `The mask of "${name}" marks ${share} % of the picture with nearly all of its border: it looks inverted.`,
    hint: 'If the thing is black in it, use --mask-invert (invertMasks: true); if it really is that large, --no-mask-invert (false).',
    received: share,
  });
}
