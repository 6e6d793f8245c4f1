// The whole command line, by many steps and by few, in turn.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { renderScene } from '@dualedit/diorama';
import { encodePicture } from '@dualedit/foundation';
import { casesOf } from '../embedded/cases.js';
import { ROOT } from '../shared/results.js';
import { median } from '../shared/statistics.js';
import type { Way } from './paired.js';

interface Cost {
  seconds: number;
  coreSeconds: number;
  /** Seconds by stage, as the command reports them. */
  stages: Record<string, number>;
}

/** Commands of one edit each, which come out at the first try by either way. Needs GNU time. */
export async function wholeCommands(count: number, size: number, model: string | undefined) {
  const folder = mkdtempSync(join(tmpdir(), 'few-steps-'));
  const pairs: Record<Way, Cost>[] = [];
  for (const { scene, command } of casesOf(1, 3 * count)) {
    if (pairs.length === count) break;
    const picture = join(folder, 'picture.png');
    writeFileSync(picture, await encodePicture(await renderScene(scene, size)));
    const order: Way[] = pairs.length % 2 === 0 ? ['many', 'few'] : ['few', 'many'];
    const made = {} as Partial<Record<Way, Cost>>;
    for (const way of order) {
      const cost = timedCommand(folder, picture, command, way, model);
      if (cost) made[way] = cost;
    }
    if (made.many && made.few) pairs.push(made as Record<Way, Cost>);
  }
  rmSync(folder, { recursive: true });
  const of = (way: Way) => ({
    medianSeconds: median(pairs.map((pair) => pair[way].seconds)),
    medianCoreSeconds: median(pairs.map((pair) => pair[way].coreSeconds)),
    stages: medianStages(pairs.map((pair) => pair[way].stages)),
  });
  return { many: of('many'), few: of('few'), pairs };
}

function timedCommand(
  folder: string,
  picture: string,
  command: string,
  way: Way,
  model: string | undefined,
): Cost | undefined {
  const times = join(folder, 'times');
  const edit = [
    ...[process.execPath, join(ROOT, 'apps/cli/bin/dualedit.js'), 'edit', picture, command],
    ...['-o', join(folder, 'out.png'), '--json', way === 'few' ? '--fast' : '--no-fast'],
    ...(model === undefined ? [] : ['--model', model]),
  ];
  const { status, stdout } = spawnSync('/usr/bin/time', ['-q', '-o', times, '-f', '%U %S %e', ...edit], {
    encoding: 'utf8',
  });
  if (status !== 0) return undefined;
  const result = JSON.parse(stdout.trim().split('\n').at(-1)!);
  if (result.retried !== undefined || !result.checks.passed) return undefined;
  const [user, system, seconds] = readFileSync(times, 'utf8').trim().split(' ').map(Number);
  return { seconds: seconds!, coreSeconds: user! + system!, stages: result.timings };
}

function medianStages(all: readonly Record<string, number>[]): Record<string, number> {
  return Object.fromEntries(
    Object.keys(all[0] ?? {}).map((stage) => [stage, median(all.map((stages) => stages[stage] ?? 0))]),
  );
}
