import { type Box, type Mask, type Picture, type Pointing, resizePicture } from '@dualedit/foundation';
import sharp from 'sharp';
import { reduceMask, scaleBox } from '../../image/scale-mask.js';
import type { MaskRequest } from '../request.js';
import type { EngineRequest, FullPicture } from './full-picture.js';

type Size = Pick<Picture, 'width' | 'height'>;

/** The largest size of these proportions with so many pixels at most. */
function sizeWithin({ width, height }: Size, most: number): Size {
  const scale = Math.min(1, Math.sqrt(most / (width * height)));
  const side = (length: number) => Math.max(1, Math.round(length * scale));
  return { width: side(width), height: side(height) };
}

/** A smaller copy of a picture, on which things are found as well: no detector and no SAM sees more of it at once. */
export function reduce(picture: Picture, most: number): Promise<Picture> {
  const { width, height } = sizeWithin(picture, most);
  return resizePicture(picture, width, height);
}

/** What is shown of things, in pixels of a smaller copy. */
export function reducePointed(
  pointed: NonNullable<MaskRequest['pointed']>,
  picture: Picture,
  small: Picture,
): NonNullable<MaskRequest['pointed']> {
  const [across, down] = [small.width / picture.width, small.height / picture.height];
  return pointed.map(
    (one): Pointing | undefined =>
      one && {
        ...one,
        ...(one.box && { box: scaleBox(one.box, picture, small) }),
        ...(one.points && { points: one.points.map((at) => ({ ...at, x: at.x * across, y: at.y * down })) }),
      },
  );
}

/** A request with a smaller copy of its picture and of its masks, which asks for parts of them. */
export async function reduceRequest(request: EngineRequest, most: number): Promise<EngineRequest> {
  const { picture, masks, pointed } = request;
  const small = await reduce(picture, most);
  const whole = { left: 0, top: 0, width: picture.width, height: picture.height };
  return {
    ...request,
    picture: small,
    ...(masks && { masks: masks.map((mask) => mask && reduceMask(mask, whole, small)) }),
    ...(pointed && { pointed: reducePointed(pointed, picture, small) }),
    full: fullPicture(picture, masks ?? [], most),
  };
}

function fullPicture(image: Picture, masks: readonly (Mask | undefined)[], most: number): FullPicture {
  const { width, height } = image;
  return {
    width,
    height,
    part: async (box) => {
      const size = sizeWithin(box, most);
      return {
        picture: await partOf(image, box, size),
        masks: masks.map((mask) => mask && reduceMask(mask, box, size)),
      };
    },
  };
}

async function partOf(picture: Picture, box: Box, size: Size): Promise<Picture> {
  const { width, height } = picture;
  const data = await sharp(picture.data, { raw: { width, height, channels: 4 }, limitInputPixels: false })
    .extract(box)
    .resize(size.width, size.height, { fit: 'fill', kernel: 'lanczos3' })
    .raw()
    .toBuffer();
  return { ...size, data };
}
