import type { AttentionMap, EditDetails } from '@dualedit/core';
import { encodePicture, type Picture } from '@dualedit/foundation';
import sharp from 'sharp';

/** Dark to bright, as perceived, in equal steps. */
const RAMP = [
  [0, 0, 4],
  [87, 16, 110],
  [188, 55, 84],
  [249, 142, 9],
  [252, 255, 164],
] as const;
const OPACITY = 0.7;

/** The picture in grey, and over it where the model looked: black nowhere, bright where most. PNG bytes. */
export async function attentionPicture(
  picture: Picture,
  region: EditDetails['region'],
  map: AttentionMap,
): Promise<Uint8Array> {
  const { width, height } = picture;
  const heat = await heatOf(map, region.side);
  // The region may reach beyond the picture; what lies outside is cut off.
  const sheet = Buffer.alloc(width * height * 4);
  for (let y = Math.max(0, region.top); y < Math.min(height, region.top + region.side); y++) {
    for (let x = Math.max(0, region.left); x < Math.min(width, region.left + region.side); x++) {
      const value = heat[(y - region.top) * region.side + (x - region.left)]! / 255;
      sheet.set([...colourOf(value), Math.round(255 * OPACITY)], 4 * (y * width + x));
    }
  }
  const grey = await sharp(await encodePicture(picture))
    .greyscale()
    .toColourspace('srgb')
    .png()
    .toBuffer();
  return sharp(grey)
    .composite([{ input: sheet, raw: { width, height, channels: 4 } }])
    .png()
    .toBuffer();
}

/** One byte a pixel of the region, 255 where the map is largest. */
async function heatOf({ width, height, data }: AttentionMap, side: number): Promise<Buffer> {
  const most = Math.max(...data) || 1;
  const bytes = Uint8Array.from(data, (value) => Math.round((255 * value) / most));
  return sharp(bytes, { raw: { width, height, channels: 1 } })
    .resize(side, side, { kernel: 'cubic', fit: 'fill' })
    .extractChannel(0)
    .raw()
    .toBuffer();
}

function colourOf(value: number): number[] {
  const at = value * (RAMP.length - 1);
  const low = Math.min(RAMP.length - 2, Math.floor(at));
  return RAMP[low]!.map((from, c) => Math.round(from + (RAMP[low + 1]![c]! - from) * (at - low)));
}
