// The whole command, this version's and an older one's, in turn on the same pictures.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { renderScene } from '@dualedit/diorama';
import { encodePicture } from '@dualedit/foundation';
import { ROOT } from '../shared/results.js';
import { median } from '../shared/statistics.js';
import type { PromiseCase } from './case.js';

interface Cost {
  /** Of all cores together, and by the clock. */
  coreSeconds: number;
  seconds: number;
}

/** @param base the folder of a built checkout of the older version */
export async function pairedTime(cases: readonly PromiseCase[], base: string, size: number) {
  const folder = mkdtempSync(join(tmpdir(), 'promise-'));
  const pairs: { seed: number; command: string; now: Cost; base: Cost }[] = [];
  for (const [i, { seed, scene, command }] of cases.entries()) {
    const picture = join(folder, 'picture.png');
    writeFileSync(picture, await encodePicture(await renderScene(scene, size)));
    const run = (checkout: string) => timedEdit(checkout, picture, command, folder);
    // Whichever is first finds its files less warm.
    const [first, second] = i % 2 === 0 ? [ROOT, base] : [base, ROOT];
    const costs = { [first]: run(first), [second]: run(second) };
    pairs.push({ seed, command, now: costs[ROOT]!, base: costs[base]! });
    console.error(
      `time ${i + 1}/${cases.length}: ${costs[ROOT]!.coreSeconds} s, before ${costs[base]!.coreSeconds} s`,
    );
  }
  rmSync(folder, { recursive: true });
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], {
    encoding: 'utf8',
    cwd: base,
  }).trim();
  return {
    base: commit,
    medianRatio: median(pairs.map(({ now, base }) => now.coreSeconds / base.coreSeconds)),
    medianCoreSeconds: {
      now: median(pairs.map(({ now }) => now.coreSeconds)),
      base: median(pairs.map(({ base }) => base.coreSeconds)),
    },
    pairs,
  };
}

function timedEdit(checkout: string, picture: string, command: string, folder: string): Cost {
  const [cli, out, times] = [
    join(checkout, 'apps/cli/bin/dualedit.js'),
    join(folder, 'out.png'),
    join(folder, 'times'),
  ];
  rmSync(out, { force: true });
  const edit = [process.execPath, cli, 'edit', picture, command, '-o', out, '--json'];
  const { status, stderr } = spawnSync('/usr/bin/time', ['-q', '-o', times, '-f', '%U %S %e', ...edit], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`${cli} ended with ${status}: ${stderr.slice(-400)}`);
  const [user, system, seconds] = readFileSync(times, 'utf8').trim().split(' ').map(Number);
  return { coreSeconds: Number((user! + system!).toFixed(2)), seconds: seconds! };
}
