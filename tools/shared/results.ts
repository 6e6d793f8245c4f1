// Where every measuring script writes its figures, and what it says about where they come from.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';

/** The folder of the repository. */
export const ROOT = join(import.meta.dirname, '../..');

/** `results/`, or the folder that the environment variable RESULTS names: for a small try, whose figures nobody keeps. */
const FOLDER = process.env.RESULTS ?? join(ROOT, 'results');

const fileOf = (name: string) => join(FOLDER, `${name}.json`);

/** The commit of a checkout, as results name it. */
export const commitOf = (checkout: string): string =>
  execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8', cwd: checkout }).trim();

/** The commit and the machine that figures come from. */
export function provenance() {
  return {
    commit: commitOf(ROOT),
    machine: {
      cpu: cpus()[0]!.model,
      cores: cpus().length,
      memoryGiB: Math.round(totalmem() / 2 ** 30),
      node: process.version,
    },
  };
}

/** Writes NAME.json as it is. */
export function keepResults(name: string, figures: object): void {
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(fileOf(name), `${JSON.stringify(figures, null, 2)}\n`);
}

/** Writes NAME.json with commit and machine, and prints its table: lines of Markdown. */
export function writeResults(name: string, figures: { table: string[]; [figure: string]: unknown }): void {
  keepResults(name, { ...figures, ...provenance() });
  console.log(figures.table.join('\n'));
}

/** What NAME.json holds; undefined if it was never written. */
export function readResults<T>(name: string): T | undefined {
  return existsSync(fileOf(name)) ? (JSON.parse(readFileSync(fileOf(name), 'utf8')) as T) : undefined;
}
