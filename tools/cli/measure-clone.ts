// How long a newcomer with a clone waits for a first result: the README's command, step by step, in fresh clones of
// this commit and of others.
//
//   npx tsx tools/cli/measure-clone.ts [--beside COMMIT,…]
//
// npm takes packages from its own cache, so the network is left out. To be run on an idle machine; writes
// results/clone.json.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { commitOf, ROOT, writeResults } from '../shared/results.js';

const { beside } = parseArgs({ options: { beside: { type: 'string' } } }).values;

interface Step {
  command: string;
  seconds: number;
}

interface Clone {
  commit: string;
  steps: Step[];
  seconds: number;
}

/** @param commit what to check out; the newest if absent */
function measure(commit?: string): Clone {
  const folder = mkdtempSync(join(tmpdir(), 'dualedit-clone-'));
  try {
    const steps = [run(`git clone --quiet ${ROOT} ${folder}`, ROOT, 'git clone')];
    if (commit) run(`git checkout --quiet ${commit}`, folder);
    for (const command of readmeSteps(folder)) steps.push(run(command, folder));
    return { commit: commitOf(folder), steps, seconds: steps.reduce((sum, { seconds }) => sum + seconds, 0) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The first command of the README that begins by installing, in its parts. */
function readmeSteps(folder: string): string[] {
  const lines = readFileSync(join(folder, 'README.md'), 'utf8').split('\n');
  return lines.find((line) => line.startsWith('npm ci && '))!.split(' && ');
}

function run(command: string, cwd: string, name = command): Step {
  const start = performance.now();
  execFileSync('bash', ['-c', command], { cwd, stdio: ['ignore', 'ignore', 'inherit'] });
  const seconds = (performance.now() - start) / 1000;
  console.error(`${name}: ${seconds.toFixed(1)} s`);
  return { command: name, seconds };
}

const clones = [measure(), ...(beside?.split(',') ?? []).map((commit) => measure(commit))];
const rows = clones[0]!.steps.map(({ command }, at) => [
  `\`${command}\``,
  ...clones.map(({ steps }) => steps[at]!.seconds.toFixed(1)),
]);
writeResults('clone', {
  table: [
    ['seconds', 'now', ...clones.slice(1).map(({ commit }) => commit)],
    ['---', ...clones.map(() => '---')],
    ...rows,
    ['all of it', ...clones.map(({ seconds }) => seconds.toFixed(1))],
  ].map((cells) => `| ${cells.join(' | ')} |`),
  clones,
});
