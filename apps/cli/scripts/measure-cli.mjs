// Measures the built command line: how long its help takes beside a bare start of Node.js, and how soon
// Ctrl-C ends an edit in each of its stages. Writes results/cli.json.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { getPriority, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { median, writeResults } from '../../../packages/core/scripts/measured.mjs';

const BIN = fileURLToPath(new URL('../bin/dualedit.js', import.meta.url));
const STARTS = 21;
const STOPS = 3;
const STAGES = ['load', 'invert', 'edit'];

const load = loadavg()[0];
const starts = { node: [], help: [] };
for (let i = 0; i < STARTS; i++) {
  starts.node.push(run(['-e', '0']));
  starts.help.push(run([BIN, '--help']));
}

const cwd = mkdtempSync(join(tmpdir(), 'measure-cli-'));
spawnSync(process.execPath, [BIN, 'sample', '-o', 'picture.png'], { cwd });
const stops = {};
for (const stage of STAGES) {
  stops[stage] = [];
  for (let i = 0; i < STOPS; i++) stops[stage].push(await stopIn(stage));
}
rmSync(cwd, { recursive: true });

const ms = (value) => `${Math.round(value)} ms`;
const [node, help] = [median(starts.node), median(starts.help)];
writeResults('cli', {
  table: [
    '| | median | slowest |',
    '| --- | --- | --- |',
    `| Node.js starts and ends | ${ms(node)} | ${ms(Math.max(...starts.node))} |`,
    `| \`dualedit --help\` | ${ms(help)} | ${ms(Math.max(...starts.help))} |`,
    ...STAGES.map(
      (stage) =>
        `| Ctrl-C in stage \`${stage}\`: the process is gone after | ${ms(median(stops[stage]))} | ${ms(Math.max(...stops[stage]))} |`,
    ),
  ],
  milliseconds: { starts, stops },
  ratio: help / node,
  settings: { starts: STARTS, stops: STOPS, loadAverageBefore: load, niceness: getPriority() },
});

/** Milliseconds from start to end. */
function run(args) {
  const start = performance.now();
  const { status } = spawnSync(process.execPath, args, { stdio: 'pipe' });
  if (status !== 0) throw new Error(`${args} ended with ${status}`);
  return performance.now() - start;
}

/** Milliseconds from SIGINT, sent as soon as the stage is reported, to the end of the process. */
async function stopIn(stage) {
  const args = [BIN, 'edit', 'picture.png', 'cat→dog, hat→red', '--json'];
  const child = spawn(process.execPath, args, { cwd, stdio: ['ignore', 'ignore', 'pipe'] });
  let sent;
  child.stderr.on('data', (text) => {
    if (sent !== undefined || !String(text).includes(`"stage":"${stage}"`)) return;
    sent = performance.now();
    child.kill('SIGINT');
  });
  const code = await new Promise((resolve) => child.once('close', resolve));
  const took = performance.now() - sent;
  const left = readdirSync(cwd);
  if (code !== 130 || left.join() !== 'picture.png') throw new Error(`ended with ${code}, leaving ${left}`);
  return took;
}
