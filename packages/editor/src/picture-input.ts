import { readFile, stat } from 'node:fs/promises';
import {
  DualeditError,
  decodeMask,
  type Mask,
  type OpenedPicture,
  openPicture,
  type Picture,
} from '@dualedit/foundation';

/** The path of a file, its `file:` URL, or a file's bytes. */
export type FileInput = string | URL | Uint8Array;

/** A picture as a file (PNG, JPEG, WebP, AVIF, GIF or TIFF), or decoded. */
export type PictureInput = FileInput | Picture;

/** A mask as a file (a picture, white where the thing is), or decoded. */
export type MaskInput = FileInput | Mask;

/**
 * The picture, and the file that it came from if it was one.
 * @throws DualeditError `input-unreadable`, `picture-unreadable`, `picture-too-large`
 */
export async function readPicture(
  input: PictureInput,
): Promise<Partial<OpenedPicture> & { picture: Picture }> {
  const isDecoded = typeof input === 'object' && 'width' in input;
  return isDecoded ? { picture: input } : readInput(input, openPicture);
}

/** @throws DualeditError `input-unreadable`, `mask-unreadable`, `picture-too-large` */
export function readMask(input: MaskInput): Promise<Mask> {
  return readInput(input, decodeMask);
}

async function readInput<Decoded extends object>(
  input: FileInput | Decoded,
  decode: (bytes: Uint8Array) => Promise<Decoded>,
): Promise<Decoded> {
  if (input instanceof Uint8Array) return decode(input);
  if (typeof input !== 'string' && !(input instanceof URL)) return input;
  const bytes = await readBytes(input);
  try {
    return await decode(bytes);
  } catch (error) {
    if (!DualeditError.is(error)) throw error;
    const { code, message, hint, received } = error;
    throw new DualeditError({ code, message: `${input}: ${message}`, hint, received, cause: error });
  }
}

async function readBytes(path: string | URL): Promise<Uint8Array> {
  try {
    // A pipe or a device may never end, or never begin.
    if (!(await stat(path)).isFile()) throw new Error('it is not a file');
    return await readFile(path);
  } catch (cause) {
    throw new DualeditError({
      code: 'input-unreadable',
      message: `"${path}" cannot be read: ${(cause as Error).message}.`,
      hint: 'Give the path of a file on this machine, its bytes, or a decoded picture; nothing is fetched from a network.',
      received: String(path),
      cause,
    });
  }
}
