// Makes one edit of a held-out scene with the compiled programs and with reference/, by turns, and says how far
// the two are apart at every step, what each takes, and whether null-text inversion agrees too. The same edit as
// MDE-Edit is published is made once, for what that takes:
//
//   npx tsx tools/core/compare-reference.ts [--python FILE] [--repeats 3] [--steps 50] [--no-null-text] [--no-published]
//
// Writes results/reference.json. The Python must have what reference/requirements.txt lists.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { decodePicture } from '@dualedit/foundation';
import { psnr } from '../../packages/core/src/image/psnr.js';
import { ROOT, writeResults } from '../shared/results.js';
import { median } from '../shared/statistics.js';
import { tool } from '../shared/tool.js';
import type { Job } from './job.js';
import type { MeteredRun } from './metered.js';
import { type Facts, factsOf, latentErrors, ours32, relativeError, theirs32 } from './recorded.js';
import { writeReferenceJob } from './reference-job.js';
import { sceneForReference } from './two-edit-scenes.js';

type Took = Pick<Facts, 'seconds' | 'core_seconds' | 'gradient_runs' | 'peak_mib'> & { command: number };
type Who = 'ours' | 'theirs';
type Cost = 'seconds' | 'core_seconds' | 'command';
type JobFile = Record<'name' | 'file', string>;

const { values: options } = parseArgs({
  options: {
    python: { type: 'string', default: 'python' },
    repeats: { type: 'string', default: '3' },
    steps: { type: 'string', default: '50' },
    'no-null-text': { type: 'boolean', default: false },
    'no-published': { type: 'boolean', default: false },
  },
});
const SIZE = 256;
const GUIDANCE = 3.5;
const REPEATS = Number(options.repeats);
const reference = (script: string) => join(ROOT, 'reference', script);
const folder = mkdtempSync(join(tmpdir(), 'reference-'));

const item = sceneForReference();
const direct = await jobOf('direct');
const runs = Array.from({ length: REPEATS }, (_, repeat) => runBoth(direct, repeat));
const agreement = await compare(direct);
requireSameStates(agreement.states);
const published = options['no-published'] ? undefined : asPublished(direct);
const nullText = options['no-null-text'] ? undefined : await compareNullText();
rmSync(folder, { recursive: true });
report();

async function jobOf(name: string, inversion?: Job['inversion']): Promise<JobFile> {
  const settings = { guidance_scale: GUIDANCE, steps: Number(options.steps) };
  const more = { settings, ...(inversion && { inversion }) };
  return { name, file: await writeReferenceJob(folder, { item, size: SIZE, name, more }) };
}

/** By turns, so that whatever else the machine does falls on both. */
function runBoth(job: JobFile, repeat: number): Record<Who, Took> {
  const oursFirst = repeat % 2 === 0;
  const first = oursFirst ? ours(job) : theirs(job);
  const second = oursFirst ? theirs(job) : ours(job);
  const both = oursFirst ? { ours: first, theirs: second } : { ours: second, theirs: first };
  console.error(`run ${repeat + 1}: ratio of core-seconds ${ratio(both, 'core_seconds').toFixed(2)}`);
  return both;
}

function ours({ name, file }: JobFile): Took {
  return run(process.execPath, tool('core/edit-job.ts', file), `ours-${name}`);
}

function theirs({ name, file }: JobFile): Took {
  return run(options.python, [reference('mde_edit.py'), file], `theirs-${name}`);
}

function run(program: string, args: string[], name: string): Took {
  const at = join(folder, name);
  const command = quietly(program, [...args, '-o', `${at}.png`, '--record', at]);
  const { seconds, core_seconds, gradient_runs, peak_mib } = factsOf(at);
  return { seconds, core_seconds, command, gradient_runs, peak_mib };
}

/** Seconds that a command takes from its start to its end. */
function quietly(program: string, args: string[]): number {
  const began = performance.now();
  execFileSync(program, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  return (performance.now() - began) / 1000;
}

/** Null-text inversion, guidance on both branches, fifteen gradient steps a timestep, nothing kept between runs. */
function asPublished({ file }: JobFile) {
  const figures = join(folder, 'published.json');
  const script = reference('published_edit.py');
  quietly(options.python, [script, file, '-o', join(folder, 'published.png'), '--figures', figures]);
  const kinds: Record<string, MeteredRun[]> = JSON.parse(readFileSync(figures, 'utf8'));
  const all = Object.values(kinds).flat();
  return {
    runs: Object.fromEntries(Object.entries(kinds).map(([kind, each]) => [kind, each.length])),
    seconds: all.reduce((total, { from, to }) => total + to - from, 0),
    coreSeconds: all.reduce((total, { coreSeconds }) => total + coreSeconds, 0),
  };
}

async function compareNullText() {
  const job = await jobOf('null-text', 'null-text');
  ours(job);
  theirs(job);
  return compare(job);
}

async function compare({ name }: JobFile) {
  const [a, b] = [join(folder, `ours-${name}`), join(folder, `theirs-${name}`)];
  const [mine, other] = [factsOf(a), factsOf(b)];
  const tokens = ['token_map', 'object_tokens', 'new_tokens', 'removed_tokens', 'common_tokens'] as const;
  const picture = async (at: string) => decodePicture(readFileSync(`${at}.png`));
  const error = (array: string) => relativeError(ours32(a, array), theirs32(b, array));
  return {
    tokens: tokens.every((key) => JSON.stringify(mine[key]) === JSON.stringify(other[key])),
    stepMask: error('step-mask'),
    states: error('states'),
    walk: error('walk'),
    trajectory: error('trajectory'),
    latents: latentErrors(a, b),
    picturePsnr: psnr(await picture(a), await picture(b)),
    gradientRuns: { ours: mine.gradient_runs, reference: other.gradient_runs },
  };
}

/** Newer releases of transformers load the embedded pack's text encoder without a word, and wrongly. */
function requireSameStates(difference: number): void {
  if (difference <= 1e-3) return;
  throw new Error(
    `The text embeddings of ours and the reference differ by ${difference.toFixed(2)}, expected less than 0.001: ` +
      'nothing is compared. Install what reference/requirements.txt lists.',
  );
}

function total(took: Took, kind: Cost): number {
  return kind === 'command' ? took.command : took[kind].invert + took[kind].edit;
}

function ratio(both: Record<Who, Took>, kind: Cost): number {
  return total(both.theirs, kind) / total(both.ours, kind);
}

function spread(kind: Cost) {
  const ratios = runs.map((both) => ratio(both, kind));
  return {
    ours: median(runs.map((both) => total(both.ours, kind))),
    reference: median(runs.map((both) => total(both.theirs, kind))),
    ratio: { median: median(ratios), least: Math.min(...ratios), most: Math.max(...ratios) },
  };
}

function report(): void {
  const peak = (who: Who) => Math.max(...runs.map((both) => both[who].peak_mib));
  const cost = {
    seconds: spread('seconds'),
    coreSeconds: spread('core_seconds'),
    command: spread('command'),
    peakMiB: { ours: peak('ours'), reference: peak('theirs') },
  };
  writeResults('reference', {
    table: tableOf(cost),
    agreement,
    ...(nullText ? { nullText } : {}),
    cost,
    ...(published ? { published } : {}),
    runs,
    settings: {
      seed: item.seed,
      prompt: item.prompt,
      size: SIZE,
      steps: Number(options.steps),
      guidanceScale: GUIDANCE,
      losses: 'oal and ccl',
    },
  });
}

interface Costs extends Record<'seconds' | 'coreSeconds' | 'command', ReturnType<typeof spread>> {
  peakMiB: { ours: number; reference: number };
}

function tableOf({ seconds, coreSeconds, command, peakMiB }: Costs): string[] {
  const row = (name: string, { ours: mine, reference: other, ratio: by }: ReturnType<typeof spread>) => {
    const range = `${by.median.toFixed(1)} (${by.least.toFixed(1)} … ${by.most.toFixed(1)})`;
    return `| ${name} | ${mine.toFixed(1)} | ${other.toFixed(1)} | ${range} |`;
  };
  const steps = `latents after ${options.steps} steps`;
  const last = (errors: number[]) => errors.at(-1)!.toExponential(1);
  return [
    `| one edit: ${options.steps} steps, 0.4 of them optimized, ${runs.length} runs by turns | ours | reference | reference over ours |`,
    '| --- | --- | --- | --- |',
    row('seconds', seconds),
    row('core-seconds', coreSeconds),
    row('seconds of the whole command', command),
    ...(published
      ? [
          `| as published, in PyTorch: core-seconds | | ${published.coreSeconds.toFixed(0)} | ${(published.coreSeconds / coreSeconds.ours).toFixed(0)} |`,
        ]
      : []),
    `| peak memory | ${peakMiB.ours.toFixed(0)} MiB | ${peakMiB.reference.toFixed(0)} MiB | ${(peakMiB.reference / peakMiB.ours).toFixed(1)} |`,
    `| ${steps}, relative difference | ${last(agreement.latents)} | | |`,
    `| picture | ${decibels(agreement.picturePsnr)} | | |`,
    ...(nullText
      ? [
          `| null-text: ${steps} | ${last(nullText.latents)} | | |`,
          `| null-text: picture | ${decibels(nullText.picturePsnr)} | | |`,
        ]
      : []),
  ];
}

function decibels(value: number): string {
  return value === Number.POSITIVE_INFINITY ? 'the same bytes' : `${value.toFixed(1)} dB`;
}
