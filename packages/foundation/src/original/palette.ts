import { loadSharp } from '../load-sharp.js';
import type { Samples } from './original.js';

const MOST_COLORS = 256;

/** A PNG with a palette that holds every pixel exactly; undefined if there are too many colors. */
export async function exactPalette({
  width,
  height,
  channels,
  data,
}: Samples): Promise<Uint8Array | undefined> {
  const colors = new Set<number>();
  for (let at = 0; at < data.length; at += channels) {
    let color = 0;
    for (let channel = 0; channel < channels; channel++) color = color * 256 + data[at + channel]!;
    if (colors.add(color).size > MOST_COLORS) return undefined;
  }
  const sharp = await loadSharp();
  const png = await sharp(data, { raw: { width, height, channels: channels as 3 }, limitInputPixels: false })
    .png({ palette: true, colours: MOST_COLORS, quality: 100, dither: 0, effort: 10 })
    .toBuffer();
  // The encoder looks for a good palette, which need not be the exact one.
  const read = sharp(png, { limitInputPixels: false, ignoreIcc: true });
  const again = await (channels === 4 ? read.ensureAlpha() : read.removeAlpha())
    .toColourspace(channels < 3 ? 'b-w' : 'srgb')
    .raw()
    .toBuffer();
  return again.length === data.length && Buffer.compare(again, data as Uint8Array) === 0 ? png : undefined;
}
