import { readFile } from 'node:fs/promises';
import { DualeditError } from '@dualedit/foundation';

/** The numbers that Python writes into JSON and that are none; texts, which may hold the same letters, match first. */
const PYTHON_NUMBERS = /"(?:[^"\\]|\\.)*"|-?Infinity|NaN/g;
const AS_JSON: Readonly<Record<string, string>> = { Infinity: '1e999', '-Infinity': '-1e999', NaN: 'null' };

/**
 * Reads a config as Python's `json` writes it: infinities are read as such, and NaN as null.
 * @throws DualeditError `pack-unreadable`
 */
// biome-ignore lint/suspicious/noExplicitAny: the hub's configs are typed where they are read
export async function readJson(path: string): Promise<any> {
  try {
    const text = await readFile(path, 'utf8');
    return JSON.parse(text.replace(PYTHON_NUMBERS, (match) => AS_JSON[match] ?? match));
  } catch (cause) {
    throw new DualeditError({
      code: 'pack-unreadable',
      message: `Expected JSON in ${path}: ${(cause as Error).message}.`,
      hint: 'Restore the file from where the pack came from.',
      cause,
    });
  }
}
