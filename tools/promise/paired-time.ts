// The whole command, this version's and an older one's, in turn on the same pictures.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodePicture, type Picture } from '@dualedit/foundation';
import { ROOT } from '../shared/results.js';
import { median } from '../shared/statistics.js';

export interface Timed {
  seed: number;
  command: string;
  picture: Picture;
}

interface Cost {
  /** Of all cores together, and by the clock. */
  coreSeconds: number;
  seconds: number;
}

interface Versions {
  /** The folder of a built checkout of the older version. */
  base: string;
  /** The pack that this version takes; its own unless given. */
  pack?: string;
}

/** Of commands that came out at the first try: what they cost now, and what they cost before. */
export async function pairedTime(cases: readonly Timed[], { base, pack }: Versions) {
  const folder = mkdtempSync(join(tmpdir(), 'promise-'));
  const pairs: { seed: number; command: string; now: Cost; base: Cost }[] = [];
  for (const [i, { seed, command, picture }] of cases.entries()) {
    const file = join(folder, 'picture.png');
    writeFileSync(file, await encodePicture(picture));
    const model = pack === undefined ? [] : ['--model', pack];
    const now = () => timedEdit(ROOT, [file, command, ...model], folder);
    const before = () => timedEdit(base, [file, command], folder);
    // Whichever is first finds its files less warm.
    const isNowFirst = i % 2 === 0;
    const [one, other] = isNowFirst ? [now(), before()] : [before(), now()];
    const [mine, its] = isNowFirst ? [one, other] : [other, one];
    console.error(
      `${i + 1}/${cases.length} ${command}: ${mine?.seconds ?? 'failed or tried again'} s, before ${its?.seconds ?? 'failed'} s`,
    );
    if (mine && its) pairs.push({ seed, command, now: mine, base: its });
  }
  rmSync(folder, { recursive: true });
  const of = (key: keyof Cost) => ({
    ratio: median(pairs.map(({ now, base }) => now[key] / base[key])),
    now: median(pairs.map(({ now }) => now[key])),
    base: median(pairs.map(({ base }) => base[key])),
  });
  return { seconds: of('seconds'), coreSeconds: of('coreSeconds'), pairs };
}

/** Undefined if it failed, or was tried again. */
function timedEdit(checkout: string, asked: readonly string[], folder: string): Cost | undefined {
  const [cli, out, times] = [
    join(checkout, 'apps/cli/bin/dualedit.js'),
    join(folder, 'out.png'),
    join(folder, 'times'),
  ];
  rmSync(out, { force: true });
  const edit = [process.execPath, cli, 'edit', ...asked, '-o', out, '--json'];
  const { status, stdout } = spawnSync('/usr/bin/time', ['-q', '-o', times, '-f', '%U %S %e', ...edit], {
    encoding: 'utf8',
  });
  if (status !== 0 || stdout.includes('"retried"')) return undefined;
  const [user, system, seconds] = readFileSync(times, 'utf8').trim().split(' ').map(Number);
  return { coreSeconds: Number((user! + system!).toFixed(2)), seconds: seconds! };
}
