import { decodePicture, encodePicture, type PictureFormat, resizePicture } from '@dualedit/foundation';

interface Fit {
  size: { width: number; height: number } | undefined;
  format: PictureFormat | 'other';
}

/** A result scaled down to fit a size; the picture's own if none was asked for, and never larger than that. */
export async function fitted(bytes: Uint8Array, { size, format }: Fit): Promise<Uint8Array> {
  if (!size) return bytes;
  const picture = await decodePicture(bytes);
  const scale = Math.min(size.width / picture.width, size.height / picture.height);
  if (scale >= 1) return bytes;
  const [width, height] = [picture.width, picture.height].map((side) =>
    Math.max(1, Math.round(side * scale)),
  );
  const scaled = await resizePicture(picture, width!, height!);
  return encodePicture(scaled, format === 'other' ? 'png' : format);
}
