// Memory of an edit from the command line, of both its processes together, by the size of the picture:
//
//   npx tsx tools/pictures/measure-memory.ts [MEGAPIXELS,…]      writes results/picture-memory.json
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { renderScene, sceneFromSeed } from '@dualedit/diorama';
import sharp from 'sharp';
import { ROOT, writeResults } from '../shared/results.js';

const SIZES = (process.argv[2] ?? '1,12,48').split(',').map(Number);
const folder = mkdtempSync(join(tmpdir(), 'dualedit-memory-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

/** Resident bytes of a process and its children; 0 once it is gone. */
function residentBytes(pid: number): number {
  const own = (id: number) => {
    try {
      return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${id}/status`, 'utf8'))?.[1] ?? 0) * 1024;
    } catch {
      return 0;
    }
  };
  const children = () => {
    try {
      return readdirSync(`/proc/${pid}/task`).flatMap((task) =>
        readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').split(' ').filter(Boolean).map(Number),
      );
    } catch {
      return [];
    }
  };
  return own(pid) + children().reduce((sum, child) => sum + residentBytes(child), 0);
}

async function measure(megapixels: number) {
  const side = Math.round(Math.sqrt(megapixels * 1e6));
  const scene = await renderScene(sceneFromSeed(3, { world: 'starter', level: 2 }), 512);
  const input = join(folder, `${megapixels}.jpg`);
  writeFileSync(
    input,
    await sharp(scene.data, { raw: { width: 512, height: 512, channels: 4 } })
      .removeAlpha()
      .resize(side, side, { kernel: 'cubic' })
      .jpeg({ quality: 90 })
      .toBuffer(),
  );
  const args = [
    'edit',
    input,
    'hat→red',
    '--steps',
    '4',
    '--no-retry',
    '--force',
    '-o',
    join(folder, 'out.jpg'),
  ];
  const start = performance.now();
  const child = spawn(process.execPath, [join(ROOT, 'apps/cli/bin/dualedit.js'), ...args], {
    stdio: 'ignore',
  });
  let most = 0;
  const timer = setInterval(() => {
    most = Math.max(most, residentBytes(child.pid!));
  }, 50);
  const code = await new Promise((resolve) => child.once('close', resolve));
  clearInterval(timer);
  const seconds = (performance.now() - start) / 1000;
  const line = { megapixels, code, bytes: most, seconds };
  console.log(JSON.stringify(line));
  return line;
}

const lines = [];
for (const size of SIZES) lines.push(await measure(size));
writeResults('picture-memory', {
  lines,
  table: [
    '| picture | memory, both processes |',
    '| --- | --- |',
    ...lines.map(({ megapixels, bytes }) => `| ${megapixels} megapixels | ${Math.round(bytes / 1e6)} MB |`),
  ],
});
