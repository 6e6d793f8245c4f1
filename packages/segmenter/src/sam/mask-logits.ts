import type { Mask } from '@dualedit/foundation';
import sharp from 'sharp';

/** A decoder's mask, [height, width]: above 0 inside. */
export interface MaskLogits {
  width: number;
  height: number;
  data: Float32Array;
}

/** The part of what the model sees that shows the picture, from its top left, as shares of its sides. */
export interface Shown {
  x: number;
  y: number;
}

/** Logits are scaled as bytes; one of 0 is between 127 and 128, and eight to either side are told apart. */
const STEPS_PER_LOGIT = 16;

/** The mask at the picture's size: logits enlarged (bilinear), padding cut off, 255 where they are above 0. */
export async function maskFromLogits(
  { width, height, data }: MaskLogits,
  shown: Shown,
  picture: { width: number; height: number },
): Promise<Mask> {
  const bytes = Uint8Array.from(data, (logit) =>
    Math.min(255, Math.max(0, Math.round(127.5 + STEPS_PER_LOGIT * logit))),
  );
  const enlarged = await sharp(bytes, { raw: { width, height, channels: 1 } })
    .resize(Math.round(picture.width / shown.x), Math.round(picture.height / shown.y), {
      fit: 'fill',
      kernel: 'linear',
    })
    .extract({ left: 0, top: 0, width: picture.width, height: picture.height })
    .extractChannel(0)
    .raw()
    .toBuffer();
  return { ...picture, data: enlarged.map((value) => (value > 127 ? 255 : 0)) };
}
