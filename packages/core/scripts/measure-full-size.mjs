// An edit of a 512 × 512 picture by a full-size model of random weights, beside MDE-Edit as it is published, in PyTorch,
// on the same weights, picture and processor:
//
//   python packages/core/scripts/export_pack.py FOLDER
//   node packages/core/scripts/measure-full-size.mjs FOLDER [--python FILE] [--steps 2] [--side 512]
//
// Each runs a few steps, half of them with the latent optimised; what 50 steps take follows from the runs of each kind of
// work. Also checks outputs and gradients against PyTorch. Writes results/full-size.json. Best with FOLDER/pack in memory
// (a tmpfs): systems that take pages of files back after a while make every run wait for its weights.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { decodePicture } from '@dualedit/foundation';
import { psnr } from '../dist/prepare.js';
import { writeJob } from './full-size-job.mjs';
import { writeResults } from './measured.mjs';
import { factsOf, latentErrors, ours32, relativeError, theirs32 } from './recorded.mjs';
import { byKind, watched } from './watched.mjs';

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
const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const [pack, pipeline] = ['pack', 'pipeline'].map((part) => join(resolve(positionals[0]), part));
const folder = mkdtempSync(join(tmpdir(), 'full-size-'));
const job = await writeJob(folder, Number(options.side), { steps: Number(options.steps), optimize: 0.5 });
const at = (name) => join(folder, name);

// Ours twice, the published in between: a slow hour of the machine meets both.
const [first, published, second] = [await ours('ours'), await theirs(), await ours('again')];
console.error('measured; now the same algorithm in PyTorch');
const agreement = await agree();
rmSync(folder, { recursive: true });

const mine = { ...first.kinds };
for (const [kind, figures] of Object.entries(second.kinds)) {
  // The quicker of two: others may share the machine.
  if (figures.coreSeconds < mine[kind].coreSeconds) mine[kind] = { ...figures, peakGiB: mine[kind].peakGiB };
  mine[kind].peakGiB = Math.max(figures.peakGiB, mine[kind].peakGiB);
}
const schedules = { ours: oursOver(mine), published: publishedOver(published.kinds) };
const peak = { ours: Math.max(first.peakGiB, second.peakGiB), published: published.peakGiB };
report();

/** One edit by the compiled programs. */
async function ours(name) {
  const args = [here('edit-job.mjs'), job, '-o', at(`${name}.png`), '--record', at(name), '--pack', pack];
  const samples = await watched(process.execPath, args);
  return { kinds: byKind(factsOf(at(name)).runs, samples), ...whole(samples) };
}

async function theirs() {
  const figures = at('published.json');
  const samples = await watched(options.python, [
    ...[here('../../../reference/published_edit.py'), job, '--pipeline', pipeline],
    ...['-o', at('published.png'), '--figures', figures],
    ...['--null-text-steps', options['null-text-steps'], '--gradient-steps', options['gradient-steps']],
  ]);
  return { kinds: byKind(JSON.parse(readFileSync(figures, 'utf8')), samples), ...whole(samples) };
}

function whole(samples) {
  return {
    seconds: samples.at(-1).at - samples[0].at,
    peakGiB: samples.reduce((most, { gib }) => Math.max(most, gib), 0),
  };
}

async function agree() {
  const [a, b] = [at('ours'), at('theirs')];
  const script = here('../../../reference/mde_edit.py');
  execFileSync(options.python, [script, job, '--pipeline', pipeline, '-o', at('theirs.png'), '--record', b], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const pictures = await Promise.all(
    ['ours.png', 'theirs.png'].map(async (p) => decodePicture(readFileSync(at(p)))),
  );
  const args = [here('../../../reference/gradient_agreement.py'), job, '--pipeline', pipeline, '--record', a];
  const gradients = JSON.parse(
    execFileSync(options.python, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] }),
  );
  const error = (name) => relativeError(ours32(a, name), theirs32(b, name));
  return {
    textStates: error('states'),
    walk: error('walk'),
    gradients,
    gradientsAfterTheirOwnWalks: { oal: error('gradient-oal'), ccl: error('gradient-ccl') },
    latents: latentErrors(a, b),
    picturePsnr: psnr(...pictures),
    gradientRuns: [a, b].map((record) => factsOf(record).gradient_runs),
  };
}

/** What 50 steps take: the runs of each kind of work, times what one takes. */
function over(kinds, runs) {
  const sum = (figure) =>
    Object.entries(runs).reduce((total, [kind, count]) => total + count * kinds[kind][figure], 0);
  const unit = kinds.denoise ?? kinds.forward;
  return {
    runs,
    seconds: sum('seconds'),
    coreSeconds: sum('coreSeconds'),
    forwardEquivalents: sum('coreSeconds') / unit.coreSeconds,
  };
}

/** Both losses alone and then three steps of their sum, at 20 of the steps; the source's maps for 40 of them. */
function oursOver(kinds) {
  return over(kinds, { denoise: 50, sourceMaps: 40, latentGradient: 20 * 5, editStep: 50 });
}

/** Null-text inversion to its end of ten steps, and stopped after the first. */
function publishedOver(kinds) {
  const rest = { 'guided pair': 50, 'latent gradient': 20 * 15, 'edit step': 50 };
  const forward = 50 + 50 + 20 * 15;
  return {
    most: over(kinds, { forward, 'null-text step': 500, ...rest }),
    least: over(kinds, { forward, 'null-text step': 50, ...rest }),
  };
}

function report() {
  const { ours: we, published: they } = schedules;
  const number = (value, digits = 0) =>
    value.toLocaleString('en', { maximumFractionDigits: digits, minimumFractionDigits: digits });
  const beside = (figure, digits) => {
    const [least, most] = [they.least[figure], they.most[figure]];
    return `| ${number(we[figure], digits)} | ${number(least, digits)} … ${number(most, digits)} | ${(we[figure] / most).toFixed(2)} … ${(we[figure] / least).toFixed(2)} |`;
  };
  const kinds = (of, names) =>
    names.map(
      ([kind, name]) =>
        `| ${name} | ${number(of[kind].seconds, 1)} | ${number(of[kind].coreSeconds, 1)} | ${number(of[kind].peakGiB, 1)} |`,
    );
  writeResults('full-size', {
    table: [
      '| the UNet’s part of an edit of 50 steps at 512 × 512, on the CPU | ours | as published, in PyTorch | ours over it |',
      '| --- | --- | --- | --- |',
      `| UNet forward passes, others counted by what they take ${beside('forwardEquivalents')}`,
      `| core-seconds ${beside('coreSeconds')}`,
      `| seconds ${beside('seconds')}`,
      `| peak memory of the whole edit, GiB | ${number(peak.ours, 1)} | ${number(peak.published, 1)} | ${(peak.ours / peak.published).toFixed(2)} |`,
      `| difference to PyTorch: gradients of both losses, latents after ${options.steps} steps, picture | ${Object.values(
        agreement.gradients,
      )
        .map((error) => error.toExponential(1))
        .join(
          ', ',
        )} | ${agreement.latents.at(-1).toExponential(1)} | ${agreement.picturePsnr.toFixed(1)} dB |`,
      '',
      '| one run of | seconds | core-seconds | peak memory, GiB |',
      '| --- | --- | --- | --- |',
      ...kinds(mine, [
        ['text', 'ours: text encoder, thrice, opened and freed'],
        ['encode', 'encoder, opened'],
        ['denoise', 'UNet'],
        ['sourceMaps', 'maps of the reconstruction branch'],
        ['latentGradient', 'latent gradient'],
        ['editStep', 'edit step, maps known'],
        ['decode', 'decoder, opened'],
      ]),
      ...kinds(published.kinds, [
        ['text and encoder', 'as published: text encoder, encoder'],
        ['forward', 'UNet'],
        ['null-text step', 'null-text gradient'],
        ['latent gradient', 'latent gradient'],
        ['edit step', 'edit step'],
        ['decoder', 'decoder'],
      ]),
    ].map((line) => line.replace(/^(\| [^|]+?) \| \|/, '$1 |')),
    agreement,
    peakGiB: peak,
    schedules,
    kinds: { ours: mine, published: published.kinds },
    wholeSeconds: { ours: [first.seconds, second.seconds], published: published.seconds },
    settings: {
      ...options,
      python: undefined,
      optimizedSteps: Math.ceil(Number(options.steps) / 2),
      extrapolated: 'to 50 steps, 20 of them optimised, from the mean of each kind of run',
    },
  });
}
