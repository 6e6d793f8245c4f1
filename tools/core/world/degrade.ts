import type { Picture } from '@dualedit/foundation';
import sharp, { type Sharp } from 'sharp';

/** What happens to a picture on its way from whoever made it to whoever edits it. */
export type Degradation = (picture: Picture, share: number) => Promise<Picture>;

const raw = ({ data, width, height }: Picture) => sharp(data, { raw: { width, height, channels: 4 } });

async function pictureOf(image: Sharp): Promise<Picture> {
  const { data, info } = await image.ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data };
}

const between = (from: number, to: number, share: number) => Math.round(from + (to - from) * share);

async function scaled(picture: Picture, factor: number, kernel: 'cubic' | 'nearest'): Promise<Picture> {
  const [width, height] = [Math.round(picture.width * factor), Math.round(picture.height * factor)];
  return pictureOf(raw(picture).resize(width, height, { fit: 'fill', kernel }));
}

async function jpeg(picture: Picture, quality: number): Promise<Picture> {
  return pictureOf(sharp(await raw(picture).removeAlpha().jpeg({ quality }).toBuffer()));
}

async function cut(picture: Picture, wide: number, high: number, share: number): Promise<Picture> {
  const [width, height] = [Math.round(picture.width * wide), Math.round(picture.height * high)];
  const left = Math.round((picture.width - width) * share);
  const top = Math.round((picture.height - height) * (1 - share));
  return pictureOf(raw(picture).extract({ left, top, width, height }));
}

/** Bars as a screenshot or a phone adds them. */
async function framed(picture: Picture, border: number, background: string): Promise<Picture> {
  const all = { top: border, bottom: border, left: border, right: border };
  return pictureOf(raw(picture).extend({ ...all, background }));
}

/** Corners that are transparent, and black behind, as stickers have them. */
async function rounded(picture: Picture): Promise<Picture> {
  const { width, height } = picture;
  const corner = Buffer.from(
    `<svg width="${width}" height="${height}"><rect width="${width}" height="${height}" rx="${width / 8}"/></svg>`,
  );
  return pictureOf(
    sharp(
      await raw(picture)
        .composite([{ input: corner, blend: 'dest-in' }])
        .png()
        .toBuffer(),
    ),
  );
}

/** Everyday degradations by name; `share`, 0…1, says how much of each. */
export const DEGRADATIONS: Readonly<Record<string, Degradation>> = {
  none: async (picture) => picture,
  jpeg: (picture, share) => jpeg(picture, between(60, 95, share)),
  enlarged: (picture, share) => scaled(picture, between(2, 4, share), 'cubic'),
  'enlarged in blocks': (picture) => scaled(picture, 4, 'nearest'),
  'reduced, then jpeg': async (picture, share) =>
    jpeg(await scaled(picture, 0.5 + share * 0.4, 'cubic'), between(75, 95, share)),
  framed: (picture, share) =>
    framed(
      picture,
      between(4, 0.12 * picture.width, share),
      ['#ffffff', '#000000', '#808080'][Math.floor(share * 3)] ?? '#000000',
    ),
  gray: (picture) => pictureOf(raw(picture).removeAlpha().grayscale().toColourspace('srgb')),
  'brighter or darker': (picture, share) =>
    pictureOf(raw(picture).modulate({ brightness: 0.9 + share * 0.2 })),
  mirrored: (picture) => pictureOf(raw(picture).flop()),
  'cut to a part': (picture, share) => cut(picture, 0.75, 0.75, share),
  wide: (picture, share) => cut(picture, 1, 0.5625 + share * 0.25, share),
  tall: (picture, share) => cut(picture, 0.5625 + share * 0.25, 1, share),
  'rounded corners': (picture) => rounded(picture),
};
