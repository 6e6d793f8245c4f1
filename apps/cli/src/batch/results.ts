import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { appendFile, readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { DualeditError } from '@dualedit/foundation';
import { checkWritable, destination, unwritable } from '../files/outputs.js';
import { isFile, readInput } from '../files/read.js';
import type { Item } from './manifest.js';

/** What a batch writes down of one edit. */
export interface ItemResult {
  /** What {@link fingerprint} made of it. */
  id: string;
  line: number;
  picture: string;
  command: string;
  output: string;
  status: 'done' | 'failed';
  seconds: number;
  /** What did not come out of an edit that is done, one sentence each. */
  missed?: string[];
  error?: { code: string; message: string; hint: string };
}

/**
 * The same for the same edit of the same bytes by the same pack, wherever it stands in the list. Undefined
 * where a file cannot be read; the edit itself will say so.
 */
export async function fingerprint(
  { picture, command, settings }: Item,
  pack: string | undefined,
): Promise<string | undefined> {
  const {
    output,
    saveMasks,
    saveAttention,
    compare,
    saveInversion,
    inversionFrom,
    mask = [],
    ...method
  } = settings;
  const written = [output, saveMasks, saveAttention, compare, saveInversion].map(
    (path) => path && resolve(path),
  );
  const names = mask.map(({ name }) => name);
  const hash = createHash('sha256').update(JSON.stringify({ command, method, names, written, pack }));
  const files = [
    picture,
    ...mask.map(({ path }) => path),
    ...(inversionFrom === undefined ? [] : [inversionFrom]),
  ];
  for (const file of files) {
    // What a pipe holds can be read once only, by the edit.
    if (!(await isFile(file))) return undefined;
    const bytes = await readInput(file).catch(() => undefined);
    if (bytes === undefined) return undefined;
    hash.update(createHash('sha256').update(bytes).digest());
  }
  return hash.digest('hex').slice(0, 32);
}

/** The edits that were done, and whose picture is still there. A last line that was cut off counts for nothing. */
export async function readDone(path: string): Promise<Map<string, ItemResult>> {
  const text = (await isFile(path)) ? await readFile(path, 'utf8').catch(() => '') : '';
  const results = text.split('\n').flatMap((line) => parseResult(line) ?? []);
  const last = new Map(results.map((result) => [result.id, result]));
  const done = new Map<string, ItemResult>();
  for (const result of last.values()) {
    const { id, status, output } = result;
    if (status === 'done' && (await stat(output).catch(() => undefined))) done.set(id, result);
  }
  return done;
}

function parseResult(line: string): ItemResult | undefined {
  try {
    const value = JSON.parse(line) as ItemResult;
    return typeof value.id === 'string' && typeof value.output === 'string' ? value : undefined;
  } catch {
    return undefined;
  }
}

/** @throws DualeditError `output-unwritable` */
export async function appendResult(path: string, result: ItemResult): Promise<void> {
  try {
    await appendFile(path, `${JSON.stringify(result)}\n`);
  } catch (cause) {
    throw unwritable(path, cause);
  }
}

/**
 * Ends a line that an earlier run could not end, and finds out before any work whether the file can be written.
 * @throws DualeditError `output-unwritable`, `output-is-input`; `usage` for `-`
 */
export async function openResults(path: string, manifest: string): Promise<void> {
  await checkResults(path, manifest);
  try {
    const text = existsSync(path) ? await readFile(path, 'utf8') : '';
    await appendFile(path, text === '' || text.endsWith('\n') ? '' : '\n');
  } catch (cause) {
    throw unwritable(path, cause);
  }
}

/**
 * Checks that the results can be written to a file; writes nothing.
 * @throws DualeditError as {@link openResults}
 */
export async function checkResults(path: string, manifest: string): Promise<void> {
  if (path === '-') {
    throw new DualeditError({
      code: 'usage',
      message: 'Expected a file for the results but received "-": the next run reads them again.',
      hint: 'Name a file; with --json the results are on stdout as well.',
      received: path,
    });
  }
  if ((await destination(path)) === (await destination(manifest))) {
    throw new DualeditError({
      code: 'output-is-input',
      message: `"${path}" is an input of this command.`,
      hint: 'Name another file for the results.',
      received: path,
    });
  }
  await checkWritable(path);
  if (existsSync(path) && !(await isFile(path))) throw unwritable(path, new Error('it is no file'));
}
