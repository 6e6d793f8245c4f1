import { access, constants, readlink, realpath, stat } from 'node:fs/promises';
import { basename, dirname, extname, join, parse, resolve } from 'node:path';
import { DualeditError, type PictureFormat } from '@dualedit/foundation';
import { explain } from './read.js';

/** Where an edit goes that was given no `-o`: `<name>.edited` with the input's extension beside it, stdout for stdin. */
export function defaultOutput(input: string, isAnimated = false): string {
  return input === '-' ? '-' : join(parse(input).dir, besideName(input, isAnimated));
}

/**
 * The name of an edited picture: with the extension of its input, if that format can be written and holds any edit.
 * @param isAnimated whether all frames are edited
 */
export function besideName(input: string, isAnimated = false): string {
  const { name, ext } = parse(input);
  const format = FORMATS[ext.toLowerCase()];
  return `${name}.edited${format === undefined || (format === 'gif' && !isAnimated) ? '.png' : ext}`;
}

const FORMATS: Readonly<Record<string, PictureFormat>> = {
  '.png': 'png',
  '.jpg': 'jpeg',
  '.jpeg': 'jpeg',
  '.webp': 'webp',
  '.avif': 'avif',
  '.gif': 'gif',
  '.tif': 'tiff',
  '.tiff': 'tiff',
};

/**
 * The format that a path's extension asks for; PNG for stdout.
 * @throws DualeditError `output-format`
 */
export function formatOf(path: string): PictureFormat {
  const format = path === '-' ? 'png' : FORMATS[extname(path).toLowerCase()];
  if (format) return format;
  throw new DualeditError({
    code: 'output-format',
    message: `Expected an output that ends in ${Object.keys(FORMATS).join(', ')} but received "${path}".`,
    hint: 'Give the output one of these extensions.',
    received: path,
  });
}

/**
 * Refuses, before any work, outputs that are inputs, that are each other, or whose folder cannot be written.
 * Absent ones are left out.
 * @throws DualeditError `output-is-input`, `output-twice`, `output-unwritable`
 */
export async function checkOutputs(
  outputs: readonly (string | undefined)[],
  inputs: readonly string[],
): Promise<void> {
  checkStdout(outputs);
  const isFile = (path: string | undefined): path is string => path !== undefined && path !== '-';
  const read = new Set(await Promise.all(inputs.filter(isFile).map(destination)));
  const written = new Set<string>();
  for (const path of outputs.filter(isFile)) {
    const id = await destination(path);
    if (read.has(id)) throw conflict('output-is-input', path, 'is an input of this command');
    if (written.has(id)) throw conflict('output-twice', path, 'is written twice by this command');
    written.add(id);
    await checkWritable(path);
  }
}

/** @throws DualeditError `output-twice`, `output-unwritable` */
function checkStdout(outputs: readonly (string | undefined)[]): void {
  const count = outputs.filter((path) => path === '-').length;
  if (count > 1) throw conflict('output-twice', '-', 'is written twice by this command');
  if (count === 0 || !process.stdout.isTTY) return;
  throw new DualeditError({
    code: 'output-unwritable',
    message: 'The picture would go to stdout, which is a terminal.',
    hint: 'Name a file with -o, or redirect stdout.',
  });
}

export function conflict(code: string, path: string, what: string): DualeditError {
  return new DualeditError({
    code,
    message: `"${path}" ${what}.`,
    hint: 'Name another output.',
    received: path,
  });
}

/** The file that a path leads to, whether it exists yet or not, also by a link to what does not exist. */
export async function destination(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (error) {
    // Such as links in a circle.
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') return resolve(path);
  }
  const folder = await realpath(dirname(path)).catch(() => resolve(dirname(path)));
  const link = await readlink(path).catch(() => undefined);
  return link === undefined ? join(folder, basename(path)) : destination(resolve(folder, link));
}

/** @throws DualeditError `output-unwritable` */
export async function checkWritable(path: string): Promise<void> {
  try {
    const there = await stat(path).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return undefined;
      throw error;
    });
    if (there?.isDirectory()) throw Object.assign(new Error('folder'), { code: 'EISDIR' });
    // A file is replaced, which takes a folder that may be written; a device or a pipe is written to.
    await access(there && !there.isFile() ? path : dirname(await destination(path)), constants.W_OK);
  } catch (cause) {
    throw unwritable(path, cause);
  }
}

export function unwritable(path: string, cause: unknown): DualeditError {
  return new DualeditError({
    code: 'output-unwritable',
    message: `"${path}" cannot be written: ${whyNot(cause as NodeJS.ErrnoException)}.`,
    hint: 'Name an output in a folder that exists and may be written.',
    received: path,
    cause,
  });
}

function whyNot(error: NodeJS.ErrnoException): string {
  return error.code === 'ENOENT' ? 'its folder does not exist' : explain(error);
}
