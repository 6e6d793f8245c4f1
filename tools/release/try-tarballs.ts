// Installs the tarballs of all published packages as a user would, on several versions of Node.js, and uses them.
// Needs the package registry, for the dependencies.
//
//   npx tsx tools/release/try-tarballs.ts [20 22 24]      major versions; only on Linux x64 more than the own one
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeResults } from '../shared/results.js';
import { packAll } from './pack.js';
import { installRuntime, ownRuntime, type Runtime } from './runtimes.js';
import { TRIALS, type Trial } from './trials.js';

const scratch = mkdtempSync(join(tmpdir(), 'dualedit-try-'));
const own = ownRuntime();
try {
  const tarballs = packAll(scratch).map(({ path }) => path);
  const majors = process.argv.length > 2 ? process.argv.slice(2) : ['20', '22', '24'];
  const runs = majors.map(runtimeOf).map((runtime) => tryAll(runtime, tarballs));
  writeResults('tarballs', { table: tableOf(runs), platform: `${process.platform} ${process.arch}`, runs });
  process.exitCode = runs.some(({ trials }) => trials.some(({ problem }) => problem)) ? 1 : 0;
} finally {
  rmSync(scratch, { recursive: true });
}

interface Run {
  node: string;
  trials: { what: string; problem: string | null }[];
}

function runtimeOf(major: string): Runtime {
  return own.version.startsWith(`v${major}.`) ? own : installRuntime(major, join(scratch, `node-${major}`));
}

function tryAll(runtime: Runtime, tarballs: string[]): Run {
  const folder = mkdtempSync(join(scratch, 'user-'));
  const trials = TRIALS.map(({ what, run }) => {
    const problem = problemOf(run, { folder, tarballs, env: runtime.env });
    console.error(`${runtime.version}: ${what}: ${problem ?? 'works'}`);
    return { what, problem };
  });
  return { node: runtime.version, trials };
}

function problemOf(run: Trial['run'], place: Parameters<Trial['run']>[0]): string | null {
  try {
    run(place);
    return null;
  } catch (error) {
    const { stderr } = error as { stderr?: string };
    return String(stderr || error).slice(0, 2000);
  }
}

function tableOf(runs: Run[]): string[] {
  return [
    `| installed from tarballs, ${process.platform} ${process.arch} | ${runs.map(({ node }) => `Node.js ${node}`).join(' | ')} |`,
    `| --- | ${runs.map(() => '---').join(' | ')} |`,
    ...TRIALS.map(({ what }, i) => {
      const cells = runs.map(({ trials }) => (trials[i]!.problem === null ? 'works' : '**fails**'));
      return `| ${what} | ${cells.join(' | ')} |`;
    }),
  ];
}
