import { loadSharp } from '../load-sharp.js';
import type { Picture } from '../picture.js';
import type { EncodedLike } from './encode-like.js';
import { note } from './notes.js';
import type { Original } from './original.js';

/** Whether a file is an animation whose frames can be edited one by one and written again. */
export function isAnimation({ format, pages }: Original): boolean {
  return pages > 1 && (format === 'gif' || format === 'webp');
}

/**
 * Encodes frames as an animation with the times of the original. WebP keeps every pixel; GIF has 256 colors per frame.
 * Metadata is left out.
 */
export async function encodeAnimation(
  { delay, loop }: Original,
  frames: readonly Picture[],
  format: 'gif' | 'webp',
): Promise<EncodedLike> {
  const sharp = await loadSharp();
  const { width, height } = frames[0]!;
  const data = Buffer.concat(frames.map((frame) => frame.data));
  const raw = { width, height: height * frames.length, channels: 4, pageHeight: height } as const;
  const image = sharp(data, { raw, limitInputPixels: false });
  const times = { ...(delay && { delay }), ...(loop !== undefined && { loop }) };
  return format === 'gif'
    ? { bytes: await image.gif({ dither: 0, ...times }).toBuffer(), format, notes: [note('gif-colors')] }
    : { bytes: await image.webp({ lossless: true, exact: true, ...times }).toBuffer(), format, notes: [] };
}
