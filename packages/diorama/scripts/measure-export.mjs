// Exports scenes of both worlds at 128 px, three runs each, and writes results/diorama-export.json.
//   node packages/diorama/scripts/measure-export.mjs
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const COUNT = 3000;
const bin = fileURLToPath(new URL('../dist/bin.js', import.meta.url));

function scenesPerSecond(world) {
  const out = mkdtempSync(join(tmpdir(), 'diorama-export-'));
  const args = [
    bin,
    'export',
    '--world',
    world,
    '--count',
    `${COUNT}`,
    '--seed',
    '1',
    '--size',
    '128',
    '--out',
    out,
  ];
  const started = performance.now();
  execFileSync(process.execPath, args, { stdio: 'ignore' });
  const seconds = (performance.now() - started) / 1000;
  rmSync(out, { recursive: true });
  return COUNT / seconds;
}

const worlds = ['starter', 'full'].map((world) => {
  const runs = [1, 2, 3].map(() => scenesPerSecond(world)).toSorted((a, b) => a - b);
  return { world, slowest: runs[0], median: runs[1], fastest: runs[2] };
});
const table = [
  '| world | scenes a second, median of three | slowest … fastest |',
  '| --- | --- | --- |',
  ...worlds.map(
    ({ world, slowest, median, fastest }) =>
      `| ${world} | ${Math.round(median)} | ${Math.round(slowest)} … ${Math.round(fastest)} |`,
  ),
];
const results = {
  table,
  worlds,
  settings: { count: COUNT, size: 128, writes: 'pictures, instance maps, captions and boxes' },
  commit: execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim(),
  machine: { cpu: cpus()[0].model, cores: cpus().length, node: process.version },
};
writeFileSync(
  new URL('../../../results/diorama-export.json', import.meta.url),
  `${JSON.stringify(results, null, 2)}\n`,
);
console.log(table.join('\n'));
