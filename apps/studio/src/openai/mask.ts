import { DualeditError, fitMask, type Mask, type Picture } from '@dualedit/foundation';
import sharp from 'sharp';

/**
 * Where a picture is to be edited, as OpenAI's masks say it: where the mask is transparent.
 * @throws DualeditError `mask-unreadable`, `mask-size`, `mask-empty`
 */
export async function openaiMask(bytes: Uint8Array, picture: Picture): Promise<Mask> {
  const { width, height, data } = await alphaOf(bytes);
  const mask = { width, height, data: data.map((alpha) => 255 - alpha) };
  return (await fitMask(mask, picture, { name: 'mask', isThing: false })).mask;
}

async function alphaOf(bytes: Uint8Array): Promise<Mask> {
  try {
    const image = sharp(bytes, { limitInputPixels: false }).autoOrient();
    const { format, hasAlpha } = await image.metadata();
    if (!hasAlpha || format === 'svg') throw new Error('it has no transparency');
    const { data, info } = await image
      .extractChannel('alpha')
      .raw({ depth: 'uchar' })
      .toBuffer({ resolveWithObject: true });
    return { width: info.width, height: info.height, data };
  } catch (cause) {
    throw new DualeditError({
      code: 'mask-unreadable',
      message: `Expected a mask with transparent parts but it cannot be used: ${(cause as Error).message}.`,
      hint: 'Send a PNG of the size of the image that is transparent where it is to be edited.',
      cause,
    });
  }
}
