// Measures the built command line: how long its help takes relative to a bare start of Node.js, and how soon
// Ctrl-C ends an edit in each of its stages:
//
//   npx tsx tools/cli/measure-cli.ts [STARTS] [STOPS]      writes results/cli.json
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { getPriority, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT, writeResults } from '../shared/results.js';
import { median } from '../shared/statistics.js';

const BIN = join(ROOT, 'apps/cli/bin/dualedit.js');
const [STARTS, STOPS] = [Number(process.argv[2] ?? 21), Number(process.argv[3] ?? 3)];
const STAGES = ['load', 'invert', 'edit'];

const loadAverageBefore = loadavg()[0];
const starts: Record<'node' | 'help', number[]> = { node: [], help: [] };
for (let i = 0; i < STARTS; i++) {
  starts.node.push(run(['-e', '0']));
  starts.help.push(run([BIN, '--help']));
}

const cwd = mkdtempSync(join(tmpdir(), 'measure-cli-'));
spawnSync(process.execPath, [BIN, 'sample', '-o', 'picture.png'], { cwd });
const stops: Record<string, number[]> = {};
for (const stage of STAGES) {
  const times: number[] = [];
  for (let i = 0; i < STOPS; i++) times.push(await stopIn(stage));
  stops[stage] = times;
}
rmSync(cwd, { recursive: true });

const row = (name: string, times: number[]) =>
  `| ${name} | ${Math.round(median(times))} ms | ${Math.round(Math.max(...times))} ms |`;
writeResults('cli', {
  table: [
    '| | median | slowest |',
    '| --- | --- | --- |',
    row('Node.js starts and ends', starts.node),
    row('`dualedit --help`', starts.help),
    ...Object.entries(stops).map(([stage, times]) =>
      row(`Ctrl-C in stage \`${stage}\`: the process is gone after`, times),
    ),
  ],
  milliseconds: { starts, stops },
  ratio: median(starts.help) / median(starts.node),
  settings: { starts: STARTS, stops: STOPS, loadAverageBefore, niceness: getPriority() },
});

/** Milliseconds from start to end. */
function run(args: string[]): number {
  const start = performance.now();
  const { status } = spawnSync(process.execPath, args, { stdio: 'pipe' });
  if (status !== 0) throw new Error(`${args} ended with ${status}`);
  return performance.now() - start;
}

/** Milliseconds from SIGINT, sent as soon as the stage is reported, to the end of the process. */
async function stopIn(stage: string): Promise<number> {
  const args = [BIN, 'edit', 'picture.png', 'cat→dog, hat→red', '--json'];
  const child = spawn(process.execPath, args, { cwd, stdio: ['ignore', 'ignore', 'pipe'] });
  let sent: number | undefined;
  child.stderr.on('data', (text) => {
    if (sent !== undefined || !String(text).includes(`"stage":"${stage}"`)) return;
    sent = performance.now();
    child.kill('SIGINT');
  });
  const [code] = await once(child, 'close');
  const ended = performance.now();
  const left = readdirSync(cwd);
  if (code !== 130 || left.join() !== 'picture.png') throw new Error(`ended with ${code}, leaving ${left}`);
  return ended - sent!;
}
