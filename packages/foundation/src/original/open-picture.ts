import { DualeditError } from '../error.js';
import { type DecodeLimits, decodePicture, type Picture } from '../picture.js';
import { describeOriginal, type Original } from './original.js';

/** A decoded picture, and the file that it came from. */
export interface OpenedPicture {
  picture: Picture;
  original: Original;
}

/**
 * Decodes a picture as `decodePicture` does, and keeps its file, so that `encodeLike` can return an edited one as the
 * same kind of picture.
 * @throws DualeditError as `decodePicture`
 */
export async function openPicture(bytes: Uint8Array, limits: DecodeLimits = {}): Promise<OpenedPicture> {
  const picture = await decodePicture(bytes, limits);
  try {
    return { picture, original: await describeOriginal(bytes) };
  } catch (cause) {
    throw new DualeditError({
      code: 'picture-unreadable',
      message: `Expected a whole picture but a part of the ${bytes.length} bytes received, behind the first frame, is damaged.`,
      hint: 'Save it again in a picture program, as PNG or JPEG.',
      cause,
    });
  }
}
