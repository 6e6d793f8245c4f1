import { readFile, stat } from 'node:fs/promises';
import { DualeditError, decodeMask, type Mask, type OpenedPicture, openPicture } from '@dualedit/foundation';
import { checkNotEmpty, checkNotTooLarge, collect, type InputName } from './limits.js';
import { pipeReader } from './pipe.js';
import { readStdin } from './standard-streams.js';

/**
 * Reads and decodes a picture from a file, or from stdin for `-`.
 * @throws DualeditError `input-unreadable` and whatever reading stdin and decoding raise, with the path in the message
 */
export async function readPicture(path: string): Promise<OpenedPicture> {
  const bytes = path === '-' ? await readStdin() : await readInput(path);
  return named(path === '-' ? 'stdin' : path, () => openPicture(bytes));
}

export async function readMask(path: string): Promise<Mask> {
  const bytes = await readInput(path);
  return named(path, () => decodeMask(bytes));
}

/**
 * Reads a file, or a named pipe to its end.
 * @throws DualeditError `input-unreadable`, `input-empty`, `input-too-large`
 */
export async function readInput(path: string): Promise<Uint8Array> {
  const name: InputName = { from: `"${path}"`, whenEmpty: 'Check what should have written it.' };
  try {
    const found = await stat(path);
    if (found.isFIFO()) return await collect(await pipeReader(path), name);
    if (!found.isFile() && !found.isDirectory()) throw new Error('it is a device and no file');
    checkNotTooLarge(found.size, name);
    const bytes = await readFile(path);
    checkNotEmpty(bytes.length, name);
    return bytes;
  } catch (cause) {
    if (DualeditError.is(cause)) throw cause;
    throw new DualeditError({
      code: 'input-unreadable',
      message: `"${path}" cannot be read: ${explain(cause as NodeJS.ErrnoException)}.`,
      hint: 'Check the path and its permissions.',
      received: path,
      cause,
    });
  }
}

/** Whether a path is a file, whose bytes are there to be read again, and not a pipe or a device. */
export async function isFile(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isFile() === true;
}

/** Says which file it was; the decoders see bytes only. */
async function named<T>(path: string, decode: () => Promise<T>): Promise<T> {
  try {
    return await decode();
  } catch (error) {
    if (!DualeditError.is(error)) throw error;
    const { code, message, hint } = error;
    throw new DualeditError({ code, message: `${path}: ${message}`, hint, received: path, cause: error });
  }
}

/** What a system error means, in a person's words. */
export function explain(error: NodeJS.ErrnoException): string {
  switch (error.code) {
    case 'ENOENT':
      return 'it does not exist';
    case 'EACCES':
    case 'EPERM':
      return 'permission is denied';
    case 'EISDIR':
      return 'it is a folder';
    case 'EEXIST':
      return 'there is a file of that name';
    case 'ENOTDIR':
      return 'a part of its path is not a folder';
    case 'ENAMETOOLONG':
      return 'its name is too long';
    case 'ELOOP':
      return 'its links lead in a circle';
    case 'ENOSPC':
    case 'EDQUOT':
      return 'the disk is full';
    case 'EROFS':
      return 'the file system is read-only';
    default:
      return error.message;
  }
}
