// What a whole edit takes, from an empty process on: start-up without and with compiled programs in the cache,
// time by stage, peak memory and its estimate, and one to seven edits in one pass:
//
//   npx tsx tools/core/measure-edit-speed.ts [REPEATS] [STEPS]      writes results/edit-speed.json
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MethodName } from '@dualedit/core';
import { writeResults } from '../shared/results.js';
import { median } from '../shared/statistics.js';
import { timed } from '../shared/timed.js';
import { tool } from '../shared/tool.js';
import { PROMPT, SIZE, sevenThings } from './seven-things.js';

interface Job {
  steps: number;
  /** One edit after another, each of so many things. */
  counts: number[];
  method: MethodName;
}

interface Run {
  count: number;
  seconds: number;
  coreSeconds: number;
  /** Seconds by stage. */
  stages: Record<string, number>;
  gradientRuns: number;
  unetRuns: number;
}

interface Measured {
  /** Seconds until the models are there, from the first import on. */
  startUp: number;
  runs: Run[];
  peakBytes: number;
}

if (process.argv[2] === '--edit') await measureHere(JSON.parse(process.argv[3]!));
else await measureAll(Number(process.argv[2] ?? 3), Number(process.argv[3] ?? 50));

async function measureHere({ steps, counts, method }: Job): Promise<void> {
  const load = await timed(async () => {
    const { loadEditor } = await import('@dualedit/core');
    return loadEditor();
  });
  const requestOf = await sevenThings();
  const runs: Run[] = [];
  for (const count of counts) {
    const request = { ...requestOf(count), method, settings: { steps } };
    const { value, seconds, coreSeconds } = await timed(() => load.value.edit(request));
    const { gradientRuns, unetRuns } = value.metrics;
    runs.push({ count, seconds, coreSeconds, stages: value.timings, gradientRuns, unetRuns });
  }
  await load.value.close();
  const measured: Measured = {
    startUp: load.seconds + runs[0]!.stages.load!,
    runs,
    peakBytes: process.resourceUsage().maxRSS * 1024,
  };
  console.log(JSON.stringify(measured));
}

/** In a process of its own. */
function measureApart(job: Job, cache: string): Measured {
  const args = tool('core/measure-edit-speed.ts', '--edit', JSON.stringify(job));
  const out = execFileSync(process.execPath, args, {
    encoding: 'utf8',
    env: { ...process.env, DUALEDIT_CACHE: cache },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return JSON.parse(out);
}

async function measureAll(repeats: number, steps: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'edit-speed-'));
  const caches = Array.from({ length: repeats }, (_, i) => join(folder, `${i}`));
  const one: Job = { steps, counts: [1], method: 'mde' };
  const [fresh, cached]: [Measured[], Measured[]] = [[], []];
  for (const cache of caches) {
    fresh.push(measureApart(one, cache));
    cached.push(measureApart(one, cache));
    const [before, after] = [fresh, cached].map((runs) => runs.at(-1)!.startUp.toFixed(2));
    console.error(`start-up ${before} s, cached ${after} s`);
  }
  const counts = measureApart({ ...one, counts: [1, 1, 2, 3, 4, 5, 6, 7] }, caches[0]!);
  const p2p = measureApart({ ...one, method: 'p2p' }, caches[0]!);
  process.env.DUALEDIT_CACHE = caches[0]!;
  const { estimateMemory } = await import('@dualedit/core');
  const estimate = await estimateMemory();
  rmSync(folder, { recursive: true });
  report({ fresh, cached, counts, p2p }, { steps, repeats }, estimate.total);
}

interface All {
  fresh: Measured[];
  cached: Measured[];
  counts: Measured;
  p2p: Measured;
}

function report(all: All, settings: { steps: number; repeats: number }, estimatedBytes: number): void {
  const { fresh, cached, counts, p2p } = all;
  const startUp = (runs: Measured[]) => median(runs.map((run) => run.startUp));
  const warm = counts.runs.slice(1);
  const stages = cached.map(({ runs }) => runs[0]!.stages);
  const each = (show: (run: Run) => string) => warm.map(show).join(' | ');
  writeResults('edit-speed', {
    table: [
      '| an edit in a new process | start-up, s | edit, s | core-seconds of both | peak memory, MB |',
      '| --- | --- | --- | --- | --- |',
      row('nothing compiled yet', fresh),
      row('programs in the cache', cached),
      row('without losses (`p2p`), in the cache', [p2p]),
      '',
      '| things edited in one pass | 1 | 2 | 3 | 4 | 5 | 6 | 7 |',
      '| --- | --- | --- | --- | --- | --- | --- | --- |',
      `| seconds | ${each(({ seconds }) => seconds.toFixed(1))} |`,
      `| core-seconds | ${each(({ coreSeconds }) => coreSeconds.toFixed(1))} |`,
      `| gradient runs | ${each(({ gradientRuns }) => `${gradientRuns}`)} |`,
    ],
    startUp: { fresh: startUp(fresh), cached: startUp(cached) },
    stages: Object.fromEntries(
      Object.keys(stages[0]!).map((stage) => [stage, median(stages.map((times) => times[stage]!))]),
    ),
    sevenBesideOne: warm.at(-1)!.coreSeconds / warm[0]!.coreSeconds,
    peakBytes: Math.max(...[...fresh, ...cached, counts].map((run) => run.peakBytes)),
    estimatedBytes,
    settings: { ...settings, size: SIZE, prompt: PROMPT },
    runs: all,
  });
}

function row(name: string, runs: Measured[]): string {
  const of = (read: (run: Measured, first: Run) => number) =>
    median(runs.map((run) => read(run, run.runs[0]!)));
  const cells = [
    of(({ startUp }) => startUp).toFixed(1),
    of((_, { seconds, stages }) => seconds - stages.load!).toFixed(1),
    of((_, { coreSeconds }) => coreSeconds).toFixed(1),
    of(({ peakBytes }) => peakBytes / 1e6).toFixed(0),
  ];
  return `| ${name} | ${cells.join(' | ')} |`;
}
