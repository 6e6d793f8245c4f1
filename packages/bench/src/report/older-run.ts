import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { DualeditError } from '@dualedit/foundation';
import { badEntry, readText } from '../data/files.js';
import type { BenchRun } from '../run/result.js';

const MOST_BYTES = 2 ** 30;

/**
 * The run of an older report: of a file, or, of a commit, of the report that stands at `path` in it.
 * @throws DualeditError `data-missing`, `data-malformed`
 */
export async function readRun(fileOrCommit: string, path: string): Promise<BenchRun> {
  const text = existsSync(fileOrCommit) ? await readText(fileOrCommit) : ofCommit(fileOrCommit, path);
  const { run } = JSON.parse(text);
  if (!run) throw badEntry(fileOrCommit, 'the run of a report', run);
  return run;
}

function ofCommit(commit: string, path: string): string {
  try {
    return execFileSync('git', ['show', `${commit}:./${path}`], {
      encoding: 'utf8',
      stdio: 'pipe',
      maxBuffer: MOST_BYTES,
    });
  } catch (cause) {
    throw new DualeditError({
      code: 'data-missing',
      message: `Expected a report, or a commit that has one at ${path}, but received ${JSON.stringify(commit)}.`,
      hint: 'Give the JSON file of a report, such as results/bench.json, or a commit, such as HEAD~1.',
      received: commit,
      cause,
    });
  }
}
