// An edit of a 512 × 512 picture by a full-size model of random weights, and MDE-Edit as it is published, in PyTorch,
// on the same weights, picture and processor:
//
//   python packages/core/scripts/export_pack.py FOLDER
//   npx tsx tools/core/measure-full-size.ts FOLDER [--python FILE] [--steps 2] [--side 512]
//
// Each runs a few steps, half of them with the latent optimized; what 50 steps take follows from the runs of each kind of
// work. Also checks outputs and gradients against PyTorch. Writes results/full-size.json. Best with FOLDER/pack in memory
// (a tmpfs): systems that take pages of files back after a while make every run wait for its weights.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { decodePicture } from '@dualedit/foundation';
import { psnr } from '../../packages/core/src/image/psnr.js';
import { ROOT, writeResults } from '../shared/results.js';
import { tool } from '../shared/tool.js';
import { writeFullSizeJob } from './full-size-job.js';
import { type Kinds, oursOver, publishedOver, type Schedule } from './full-size-schedules.js';
import { factsOf, latentErrors, ours32, relativeError, theirs32 } from './recorded.js';
import { byKind, type MemorySample, watched } from './watched.js';

const OUR_KINDS = {
  text: 'ours: text encoder, thrice, opened and freed',
  encode: 'encoder, opened',
  denoise: 'UNet',
  attentionMaps: 'maps of the reconstruction branch',
  latentGradient: 'latent gradient',
  editStep: 'edit step, maps known',
  decode: 'decoder, opened',
};

const PUBLISHED_KINDS = {
  'text and encoder': 'as published: text encoder, encoder',
  forward: 'UNet',
  'null-text step': 'null-text gradient',
  'latent gradient': 'latent gradient',
  'edit step': 'edit step',
  decoder: 'decoder',
};

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    python: { type: 'string', default: 'python' },
    steps: { type: 'string', default: '2' },
    side: { type: 'string', default: '512' },
    'null-text-steps': { type: 'string', default: '2' },
    'gradient-steps': { type: 'string', default: '2' },
  },
});
const reference = (script: string) => join(ROOT, 'reference', script);
const partOf = (part: string) => join(resolve(positionals[0]!), part);
const folder = mkdtempSync(join(tmpdir(), 'full-size-'));
const settings = { steps: Number(options.steps), optimize: 0.5 };
const job = await writeFullSizeJob(folder, Number(options.side), settings);
const at = (name: string) => join(folder, name);

// Ours twice, the published in between: a slow hour of the machine meets both.
const first = await ours('ours');
const published = await theirs();
const second = await ours('again');
console.error('measured; now the same algorithm in PyTorch');
const agreement = await agree();
rmSync(folder, { recursive: true });
report();

/** One edit by the compiled programs. */
async function ours(name: string) {
  const args = [job, '-o', at(`${name}.png`), '--record', at(name), '--pack', partOf('pack')];
  const samples = await watched(process.execPath, tool('core/edit-job.ts', ...args));
  return { kinds: byKind(factsOf(at(name)).runs!, samples), ...whole(samples) };
}

async function theirs() {
  const figures = at('published.json');
  const samples = await watched(options.python, [
    reference('published_edit.py'),
    job,
    ...['--pipeline', partOf('pipeline'), '-o', at('published.png'), '--figures', figures],
    ...['--null-text-steps', options['null-text-steps'], '--gradient-steps', options['gradient-steps']],
  ]);
  return { kinds: byKind(JSON.parse(readFileSync(figures, 'utf8')), samples), ...whole(samples) };
}

function whole(samples: readonly MemorySample[]) {
  return {
    seconds: samples.at(-1)!.at - samples[0]!.at,
    peakGiB: samples.reduce((most, { gib }) => Math.max(most, gib), 0),
  };
}

async function agree() {
  const [a, b] = [at('ours'), at('theirs')];
  const pipeline = ['--pipeline', partOf('pipeline')];
  const edit = [reference('mde_edit.py'), job, ...pipeline, '-o', at('theirs.png'), '--record', b];
  execFileSync(options.python, edit, { stdio: ['ignore', 'ignore', 'inherit'] });
  const picture = async (name: string) => decodePicture(readFileSync(at(name)));
  const gradients: Record<string, number> = JSON.parse(
    execFileSync(options.python, [reference('gradient_agreement.py'), job, ...pipeline, '--record', a], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
    }),
  );
  const error = (name: string) => relativeError(ours32(a, name), theirs32(b, name));
  return {
    textStates: error('states'),
    walk: error('walk'),
    gradients,
    gradientsAfterTheirOwnWalks: { oal: error('gradient-oal'), ccl: error('gradient-ccl') },
    latents: latentErrors(a, b),
    picturePsnr: psnr(await picture('ours.png'), await picture('theirs.png')),
    gradientRuns: [a, b].map((record) => factsOf(record).gradient_runs),
  };
}

/** The quicker of two runs, since others may share the machine, and the larger of their peaks. */
function quicker(): Kinds {
  return Object.fromEntries(
    Object.entries(first.kinds).map(([kind, figures]) => {
      const again = second.kinds[kind]!;
      const better = again.coreSeconds < figures.coreSeconds ? again : figures;
      return [kind, { ...better, peakGiB: Math.max(figures.peakGiB, again.peakGiB) }];
    }),
  );
}

function number(value: number, digits = 0): string {
  return value.toLocaleString('en', { maximumFractionDigits: digits, minimumFractionDigits: digits });
}

function report(): void {
  const mine = quicker();
  const schedules = { ours: oursOver(mine), published: publishedOver(published.kinds) };
  const peak = { ours: Math.max(first.peakGiB, second.peakGiB), published: published.peakGiB };
  writeResults('full-size', {
    table: [...scheduleTable(schedules.ours, schedules.published, peak), '', ...kindTable(mine)],
    agreement,
    peakGiB: peak,
    schedules,
    kinds: { ours: mine, published: published.kinds },
    wholeSeconds: { ours: [first.seconds, second.seconds], published: published.seconds },
    settings: {
      ...options,
      python: undefined,
      optimizedSteps: Math.ceil(Number(options.steps) / 2),
      extrapolated: 'to 50 steps, 20 of them optimized, from the mean of each kind of run',
    },
  });
}

function scheduleTable(
  we: Schedule,
  they: Record<'least' | 'most', Schedule>,
  peak: Record<'ours' | 'published', number>,
): string[] {
  const row = (name: string, figure: 'forwardEquivalents' | 'coreSeconds' | 'seconds') => {
    const [least, most] = [they.least[figure], they.most[figure]];
    return `| ${name} | ${number(we[figure])} | ${number(least)} … ${number(most)} | ${(we[figure] / most).toFixed(2)} … ${(we[figure] / least).toFixed(2)} |`;
  };
  const { gradients, latents, picturePsnr } = agreement;
  const errors = Object.values(gradients).map((error) => error.toExponential(1));
  return [
    '| the UNet’s part of an edit of 50 steps at 512 × 512, on the CPU | ours | as published, in PyTorch | ours over it |',
    '| --- | --- | --- | --- |',
    row('UNet forward passes, others counted by what they take', 'forwardEquivalents'),
    row('core-seconds', 'coreSeconds'),
    row('seconds', 'seconds'),
    `| peak memory of the whole edit, GiB | ${number(peak.ours, 1)} | ${number(peak.published, 1)} | ${(peak.ours / peak.published).toFixed(2)} |`,
    `| difference to PyTorch: gradients of both losses, latents after ${options.steps} steps, picture | ${errors.join(', ')} | ${latents.at(-1)!.toExponential(1)} | ${picturePsnr.toFixed(1)} dB |`,
  ];
}

function kindTable(mine: Kinds): string[] {
  const rows = (kinds: Kinds, names: Record<string, string>) =>
    Object.entries(names).map(([kind, name]) => {
      const { seconds, coreSeconds, peakGiB } = kinds[kind]!;
      return `| ${name} | ${[seconds, coreSeconds, peakGiB].map((value) => number(value, 1)).join(' | ')} |`;
    });
  return [
    '| one run of | seconds | core-seconds | peak memory, GiB |',
    '| --- | --- | --- | --- |',
    ...rows(mine, OUR_KINDS),
    ...rows(published.kinds, PUBLISHED_KINDS),
  ];
}
