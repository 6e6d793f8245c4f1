import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadSharp } from '../load-sharp.js';
import type { Picture } from '../picture.js';
import type { Samples } from './original.js';

/** An sRGB picture before and after an edit. */
export interface Change {
  before: Picture;
  after: Picture;
}

/** Up to this difference of a channel, in levels, an edited pixel is the old one a little changed. */
const NEAR = 64;
/** Of the edited pixels of a gray picture, as many are gray if the edit is. */
const MOSTLY = 0.99;
/** Difference of the channels, in levels, up to which a color is gray. */
const GRAY = 24;
/** Row of the strip in which colors are converted. */
const ROW = 4096;

/** The indices of all pixels that an edit changed. */
export function changedPixels({ before, after }: Change): Uint32Array {
  const [a, b] = [words(before), words(after)];
  let count = 0;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) count++;
  const found = new Uint32Array(count);
  for (let i = 0, at = 0; i < a.length; i++) if (a[i] !== b[i]) found[at++] = i;
  return found;
}

/** Whether what an edit drew is gray, to the eye. */
export function isGray({ after: { data } }: Change, pixels: Uint32Array): boolean {
  let gray = 0;
  for (const pixel of pixels) {
    const [red, green, blue] = [data[pixel * 4]!, data[pixel * 4 + 1]!, data[pixel * 4 + 2]!];
    if (Math.max(red, green, blue) - Math.min(red, green, blue) <= GRAY) gray++;
  }
  return gray >= MOSTLY * pixels.length;
}

/**
 * Writes the changed pixels into a file's samples, in their color space; all other samples stay as they are. What a
 * pixel had beyond 8 bits of sRGB, in depth or in gamut, it keeps as far as it is still the same pixel.
 */
export async function mergeChange(
  samples: Samples,
  change: Change,
  pixels: Uint32Array,
  icc: Uint8Array | undefined,
): Promise<void> {
  if (pixels.length === 0) return;
  const { data, channels, hasAlpha } = samples;
  const inks = channels - (hasAlpha ? 1 : 0);
  const [before, after] = [
    await converted(change.before, pixels, samples, icc),
    await converted(change.after, pixels, samples, icc),
  ];
  const unit = data instanceof Uint16Array ? 257 : 1;
  pixels.forEach((pixel, i) => {
    const kept = Math.max(0, 1 - distance(change, pixel) / NEAR);
    for (let ink = 0; ink < inks; ink++) {
      const at = pixel * channels + ink;
      const beyond = data[at]! - unit * before[i * inks + ink]!;
      const value = Math.round(unit * after[i * inks + ink]! + kept * beyond);
      data[at] = Math.max(0, Math.min(255 * unit, value));
    }
  });
}

function distance({ before, after }: Change, pixel: number): number {
  let most = 0;
  for (let at = pixel * 4; at < pixel * 4 + 3; at++)
    most = Math.max(most, Math.abs(before.data[at]! - after.data[at]!));
  return most;
}

/** Some pixels of an sRGB picture in the color space of a file, 8 bits per channel. */
async function converted(
  { data }: Picture,
  pixels: Uint32Array,
  { colors }: Samples,
  icc: Uint8Array | undefined,
): Promise<Uint8Array> {
  const width = Math.min(ROW, pixels.length);
  const height = Math.ceil(pixels.length / width);
  const rgb = new Uint8Array(width * height * 3);
  pixels.forEach((pixel, i) => {
    rgb.set(data.subarray(pixel * 4, pixel * 4 + 3), i * 3);
  });
  if (colors === 'rgb' && icc === undefined) return rgb;
  if (colors === 'gray') return luminance(rgb);
  const sharp = await loadSharp();
  const image = sharp(rgb, { raw: { width, height, channels: 3 }, limitInputPixels: false });
  if (icc === undefined) return image.withIccProfile('cmyk').raw().toBuffer();
  // Profiles are read from files only.
  const folder = await mkdtemp(join(tmpdir(), 'dualedit-profile-'));
  try {
    await writeFile(join(folder, 'profile.icc'), icc);
    return await image.withIccProfile(join(folder, 'profile.icc')).raw().toBuffer();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Gray as BT.709 weighs colors; gray stays what it is. */
function luminance(rgb: Uint8Array): Uint8Array {
  return Uint8Array.from({ length: rgb.length / 3 }, (_, i) =>
    Math.round(0.2126 * rgb[i * 3]! + 0.7152 * rgb[i * 3 + 1]! + 0.0722 * rgb[i * 3 + 2]!),
  );
}

function words({ data }: Picture): Uint32Array {
  // A buffer may begin anywhere in its memory.
  const aligned = data.byteOffset % 4 === 0 ? data : Uint8Array.from(data);
  return new Uint32Array(aligned.buffer, aligned.byteOffset, aligned.length / 4);
}

/** Gray samples as those of colors. */
export function withColors({ channels, data, hasAlpha, ...rest }: Samples): Samples {
  const pixels = rest.width * rest.height;
  const wide = channels + 2;
  const colored =
    data instanceof Uint16Array ? new Uint16Array(pixels * wide) : new Uint8Array(pixels * wide);
  for (let i = 0; i < pixels; i++) {
    colored.fill(data[i * channels]!, i * wide, i * wide + 3);
    if (hasAlpha) colored[i * wide + 3] = data[i * channels + 1]!;
  }
  return { ...rest, channels: wide, data: colored, colors: 'rgb', hasAlpha };
}

/** An sRGB picture as samples, without a copy: of an opaque one, with a channel to spare. */
export function decodedSamples({ width, height, data }: Picture, hasAlpha: boolean): Samples {
  return { width, height, channels: 4, data, colors: 'rgb', hasAlpha };
}

/** An sRGB picture as samples. */
export function samplesOf({ width, height, data }: Picture, hasAlpha: boolean): Samples {
  const channels = hasAlpha ? 4 : 3;
  if (hasAlpha) return decodedSamples({ width, height, data }, hasAlpha);
  const rgb = new Uint8Array(width * height * 3);
  for (let from = 0, to = 0; from < data.length; from += 4, to += 3) {
    rgb[to] = data[from]!;
    rgb[to + 1] = data[from + 1]!;
    rgb[to + 2] = data[from + 2]!;
  }
  return { width, height, channels, data: rgb, colors: 'rgb', hasAlpha };
}

/** Samples at 8 bits per channel. */
export function inEightBits(samples: Samples): Samples {
  return samples.data instanceof Uint16Array
    ? { ...samples, data: Uint8Array.from(samples.data, (value) => value >> 8) }
    : samples;
}
