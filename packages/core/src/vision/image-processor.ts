import type { Picture } from '@dualedit/foundation';
import sharp, { type KernelEnum } from 'sharp';
import { readJson } from '../pack/read-json.js';

/** A picture as a vision model takes it: planes of red, green and blue, `[3, height, width]`. */
export interface Pixels {
  values: Float32Array;
  height: number;
  width: number;
}

/** Prepares pictures as a `preprocessor_config.json` of the hub says. */
export type ImageProcessor = (picture: Picture) => Promise<Pixels>;

type SizeConfig = number | { shortest_edge?: number; height?: number; width?: number };

/** What of the file is read; numbers that stand in none are those of CLIP's and ViT's own processors. */
interface Config {
  image_processor_type?: string;
  do_resize?: boolean;
  size?: SizeConfig;
  resample?: number;
  do_center_crop?: boolean;
  crop_size?: SizeConfig;
  do_rescale?: boolean;
  rescale_factor?: number;
  do_normalize?: boolean;
  image_mean?: number[];
  image_std?: number[];
}

/** Pillow's numbers for its filters; its bicubic is that of Catmull and Rom. */
const KERNELS: Readonly<Record<number, keyof KernelEnum>> = {
  0: 'nearest',
  1: 'lanczos3',
  2: 'linear',
  3: 'cubic',
};
const BILINEAR = 2;

/**
 * Opens the processor that a `preprocessor_config.json` describes.
 * @throws DualeditError `pack-unreadable`
 */
export async function openImageProcessor(path: string): Promise<ImageProcessor> {
  const config = (await readJson(path)) as Config;
  const crop = config.do_center_crop ? sidesOf(config.crop_size ?? config.size ?? 224) : undefined;
  return async (picture) => {
    const resized = config.do_resize === false ? picture : await resize(picture, config);
    const cut = crop ? centre(resized, crop.height, crop.width) : resized;
    return { values: normalize(cut, config), height: cut.height, width: cut.width };
  };
}

async function resize(picture: Picture, { size = 224, resample = BILINEAR }: Config): Promise<Picture> {
  const { width, height } = picture;
  // A bare number is the short side where a crop follows, as older files of CLIP have it.
  const target =
    typeof size === 'object' && size.shortest_edge === undefined ? sidesOf(size) : shortest(size, picture);
  const data = await sharp(picture.data, { raw: { width, height, channels: 4 } })
    .removeAlpha()
    .resize(target.width, target.height, { fit: 'fill', kernel: KERNELS[resample] ?? 'linear' })
    .ensureAlpha()
    .raw()
    .toBuffer();
  return { ...target, data };
}

function shortest(size: SizeConfig, { width, height }: Picture): { width: number; height: number } {
  const edge = typeof size === 'number' ? size : size.shortest_edge!;
  const scale = edge / Math.min(width, height);
  return width <= height
    ? { width: edge, height: Math.trunc(height * scale) }
    : { width: Math.trunc(width * scale), height: edge };
}

function sidesOf(size: SizeConfig): { width: number; height: number } {
  if (typeof size === 'number') return { width: size, height: size };
  const { height, width, shortest_edge: edge } = size;
  return { width: width ?? edge!, height: height ?? edge! };
}

/** The middle of a picture; where it is smaller than asked, black around it. */
function centre(picture: Picture, height: number, width: number): Picture {
  const data = new Uint8Array(width * height * 4);
  const left = Math.floor((picture.width - width) / 2);
  const top = Math.floor((picture.height - height) / 2);
  for (let y = Math.max(0, -top); y < Math.min(height, picture.height - top); y++) {
    const first = Math.max(0, -left);
    const from = ((top + y) * picture.width + left + first) * 4;
    const count = Math.min(width, picture.width - left) - first;
    data.set(picture.data.subarray(from, from + count * 4), (y * width + first) * 4);
  }
  return { width, height, data };
}

function normalize({ data, width, height }: Picture, config: Config): Float32Array {
  const factor = config.do_rescale === false ? 1 : (config.rescale_factor ?? 1 / 255);
  const isPlain = config.do_normalize === false;
  const mean = isPlain ? [0, 0, 0] : (config.image_mean ?? [0.5, 0.5, 0.5]);
  const deviation = isPlain ? [1, 1, 1] : (config.image_std ?? [0.5, 0.5, 0.5]);
  const area = width * height;
  const planes = new Float32Array(3 * area);
  for (let channel = 0; channel < 3; channel++) {
    for (let i = 0; i < area; i++) {
      planes[channel * area + i] = (data[i * 4 + channel]! * factor - mean[channel]!) / deviation[channel]!;
    }
  }
  return planes;
}
