// What every measuring script says about where and from what its figures come.
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';

const results = fileURLToPath(new URL('../../../results/', import.meta.url));
const git = (...args) => execFileSync('git', args, { encoding: 'utf8', cwd: results }).trim();

/** Writes results/NAME.json with commit and machine, and prints its table. */
export function writeResults(name, { table, ...figures }) {
  const machine = {
    cpu: cpus()[0].model,
    cores: cpus().length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    node: process.version,
  };
  const all = { table, ...figures, commit: git('rev-parse', '--short', 'HEAD'), machine };
  mkdirSync(results, { recursive: true });
  writeFileSync(`${results}${name}.json`, `${JSON.stringify(all, null, 2)}\n`);
  console.log(table.join('\n'));
}

/** Runs `work`, and says what it took: by the clock, and of all cores together. */
export async function timed(work) {
  const [cpu, clock] = [process.cpuUsage(), performance.now()];
  const value = await work();
  const { user, system } = process.cpuUsage(cpu);
  return { value, seconds: (performance.now() - clock) / 1000, coreSeconds: (user + system) / 1e6 };
}

export const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;

export function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
