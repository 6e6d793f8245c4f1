import { access, constants, realpath, stat } from 'node:fs/promises';
import { basename, dirname, extname, join, parse, resolve } from 'node:path';
import { DualeditError, type PictureFormat } from '@dualedit/foundation';
import { explain } from './read.js';

/** Where an edit goes that was given no `-o`: `<name>.edited.png` beside the input, stdout for stdin. */
export function defaultOutput(input: string): string {
  if (input === '-') return '-';
  const { dir, name } = parse(input);
  return join(dir, `${name}.edited.png`);
}

const FORMATS: Readonly<Record<string, PictureFormat>> = {
  '.png': 'png',
  '.jpg': 'jpeg',
  '.jpeg': 'jpeg',
  '.webp': 'webp',
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
  const read = new Set(await Promise.all(inputs.filter(isFile).map(identity)));
  const written = new Set<string>();
  for (const path of outputs.filter(isFile)) {
    const id = await identity(path);
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

function conflict(code: string, path: string, what: string): DualeditError {
  return new DualeditError({
    code,
    message: `"${path}" ${what}.`,
    hint: 'Name another output.',
    received: path,
  });
}

/** The same for all paths to one file, whether it exists yet or not. */
async function identity(path: string): Promise<string> {
  const whole = await realpath(path).catch(() => undefined);
  if (whole) return whole;
  const folder = resolve(dirname(path));
  return join(await realpath(folder).catch(() => folder), basename(path));
}

async function checkWritable(path: string): Promise<void> {
  const folder = dirname(path);
  try {
    await access(folder, constants.W_OK);
    const there = await stat(path).catch(() => undefined);
    if (there?.isDirectory()) throw Object.assign(new Error('folder'), { code: 'EISDIR' });
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
