// Exports scenes of both worlds at 128 px, three runs each:
//
//   npx tsx tools/diorama/measure-export.ts [SCENES]      writes results/diorama-export.json
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT, writeResults } from '../shared/results.js';

const COUNT = Number(process.argv[2] ?? 3000);
const SIZE = 128;
const program = join(ROOT, 'packages/diorama/bin/diorama.js');

function scenesPerSecond(world: string): number {
  const out = mkdtempSync(join(tmpdir(), 'diorama-export-'));
  const flags = { world, count: COUNT, seed: 1, size: SIZE, out };
  const args = Object.entries(flags).flatMap(([name, value]) => [`--${name}`, `${value}`]);
  const started = performance.now();
  execFileSync(process.execPath, [program, 'export', ...args], { stdio: 'ignore' });
  const seconds = (performance.now() - started) / 1000;
  rmSync(out, { recursive: true });
  return COUNT / seconds;
}

const worlds = ['starter', 'full'].map((world) => {
  const runs = [1, 2, 3].map(() => scenesPerSecond(world)).toSorted((a, b) => a - b);
  return { world, slowest: runs[0]!, median: runs[1]!, fastest: runs[2]! };
});
writeResults('diorama-export', {
  table: [
    '| world | scenes per second, median of three | slowest … fastest |',
    '| --- | --- | --- |',
    ...worlds.map(
      ({ world, slowest, median, fastest }) =>
        `| ${world} | ${Math.round(median)} | ${Math.round(slowest)} … ${Math.round(fastest)} |`,
    ),
  ],
  worlds,
  settings: { count: COUNT, size: SIZE, writes: 'pictures, instance maps, captions and boxes' },
});
