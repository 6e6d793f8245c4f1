import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import {
  DualeditError,
  decodeMask,
  decodePicture,
  type Edit,
  type EditKind,
  type Mask,
  type Picture,
} from '@dualedit/foundation';

/** @throws DualeditError `data-missing` where there is no such file */
export async function readText(path: string): Promise<string> {
  return (await readBytes(path)).toString('utf8');
}

/** @throws DualeditError `data-missing`, `picture-unreadable`, `picture-too-large` */
export async function readPicture(path: string): Promise<Picture> {
  return decodePicture(await readBytes(path));
}

/** @throws DualeditError `data-missing`, `mask-unreadable` */
export async function readMask(path: string): Promise<Mask> {
  return decodeMask(await readBytes(path));
}

async function readBytes(path: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (cause) {
    throw missing(path, cause);
  }
}

/** The names in a folder, sorted. @throws DualeditError `data-missing` */
export function readFolder(path: string): string[] {
  try {
    return readdirSync(path).sort();
  } catch (cause) {
    throw missing(path, cause);
  }
}

/** What stands in double quotes. */
export const quoted = (text: string): string[] => [...text.matchAll(/"([^"]*)"/g)].map(([, inner]) => inner!);

function missing(path: string, cause: unknown): DualeditError {
  return new DualeditError({
    code: 'data-missing',
    message: `Expected a file of the data set at ${path}.`,
    hint: 'Give the folder that the data set was unpacked into, with all of its parts.',
    received: path,
    cause,
  });
}

/** An edit that a data set names by its words. */
export function namedEdit(source: string, target: string, kind: EditKind = 'object'): Edit {
  return { source, target, kind, which: { type: 'best' }, strength: 1, span: [0, 0] };
}

/** An entry of a data set that is not as its form says. */
export function badEntry(id: string, expected: string, received: unknown): DualeditError {
  return new DualeditError({
    code: 'data-malformed',
    message: `Expected ${expected} in entry ${id} but received ${JSON.stringify(received)}.`,
    hint: 'Compare the file with the form that the data set was published in.',
    received,
  });
}
