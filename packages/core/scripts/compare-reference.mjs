// Makes one edit of a held-out scene with the compiled programs and with reference/, by turns, and says how far
// the two are apart at every step, what each takes, and whether null-text inversion agrees too. The same edit as
// MDE-Edit is published is made once, for what that takes:
//
//   node packages/core/scripts/compare-reference.mjs [--python FILE] [--repeats 3] [--no-null-text]
//
// Writes results/reference.json. The Python must have what reference/requirements.txt lists.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { renderMasks, renderScene } from '@dualedit/diorama';
import { decodePicture, encodeMask, encodePicture } from '@dualedit/foundation';
import { psnr } from '../dist/prepare.js';
import { median, writeResults } from './measured.mjs';
import { factsOf, latentErrors, ours32, relativeError, theirs32 } from './recorded.mjs';
import { twoEditScenes } from './two-edit-scenes.mjs';

const { values: options } = parseArgs({
  options: {
    python: { type: 'string', default: 'python' },
    repeats: { type: 'string', default: '3' },
    'no-null-text': { type: 'boolean', default: false },
  },
});
const SIZE = 128;
const GUIDANCE = 3.5;
const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'reference-'));

const [item] = twoEditScenes(1);
const direct = await writeJob('direct', {});
const runs = [];
for (let repeat = 0; repeat < Number(options.repeats); repeat++) {
  // By turns, so that whatever else the machine does falls on both.
  runs.push(
    repeat % 2 === 0
      ? { ours: ours(direct), theirs: theirs(direct) }
      : { theirs: theirs(direct), ours: ours(direct) },
  );
  console.error(`run ${repeat + 1}: ratio of core-seconds ${ratio(runs.at(-1), 'core_seconds').toFixed(2)}`);
}
const agreement = await compare(direct);
if (agreement.states > 1e-3) {
  // Newer releases of transformers load the embedded pack's text encoder without a word, and wrongly.
  throw new Error(
    `The text states of ours and the reference differ by ${agreement.states.toFixed(2)}, expected less than 0.001: ` +
      'nothing is compared. Install what reference/requirements.txt lists.',
  );
}
const published = asPublished(direct);
const nullText = options['no-null-text'] ? undefined : await compareNullText();
rmSync(folder, { recursive: true });

const cost = {
  seconds: spread('seconds'),
  coreSeconds: spread('core_seconds'),
  command: spread('command'),
  peakMiB: { ours: peak('ours'), reference: peak('theirs') },
};
const range = ({ median, least, most }) => `${median.toFixed(1)} (${least.toFixed(1)} … ${most.toFixed(1)})`;
writeResults('reference', {
  table: [
    `| one edit: 50 steps, 20 optimised, ${runs.length} runs by turns | ours | reference | reference over ours |`,
    '| --- | --- | --- | --- |',
    ...[
      ['seconds', cost.seconds],
      ['core-seconds', cost.coreSeconds],
      ['seconds of the whole command', cost.command],
    ].map(
      ([name, of]) => `| ${name} | ${of.ours.toFixed(1)} | ${of.reference.toFixed(1)} | ${range(of.ratio)} |`,
    ),
    `| as published, in PyTorch: core-seconds | | ${published.coreSeconds.toFixed(0)} | ${(published.coreSeconds / cost.coreSeconds.ours).toFixed(0)} |`,
    `| peak memory | ${cost.peakMiB.ours.toFixed(0)} MiB | ${cost.peakMiB.reference.toFixed(0)} MiB | ${(cost.peakMiB.reference / cost.peakMiB.ours).toFixed(1)} |`,
    `| latents after 50 steps, relative difference | ${agreement.latents.at(-1).toExponential(1)} | | |`,
    `| picture | ${decibels(agreement.picturePsnr)} | | |`,
    ...(nullText
      ? [
          `| null-text: latents after 50 steps | ${nullText.latents.at(-1).toExponential(1)} | | |`,
          `| null-text: picture | ${decibels(nullText.picturePsnr)} | | |`,
        ]
      : []),
  ],
  agreement,
  ...(nullText ? { nullText } : {}),
  cost,
  published,
  runs,
  settings: {
    seed: item.seed,
    prompt: item.prompt,
    size: SIZE,
    guidanceScale: GUIDANCE,
    losses: 'oal and ccl',
  },
});

async function writeJob(name, more) {
  const [before, masks] = [await renderScene(item.scene, SIZE), await renderMasks(item.scene, SIZE)];
  const { objects } = item.scene;
  const [object, attribute] = item.edits;
  const { noun, color } = objects[item.thing];
  const job = {
    picture: 'scene.png',
    source: item.prompt,
    target: targetOf(item.prompt, object, attribute, color),
    edits: [
      {
        removed: object.source,
        added: object.target,
        phrase: object.target,
        mask: 'object.png',
        changes_shape: true,
      },
      {
        removed: color,
        added: attribute.target,
        phrase: `${attribute.target} ${noun}`,
        mask: 'attribute.png',
        changes_shape: false,
      },
    ],
    settings: { guidance_scale: GUIDANCE },
    ...more,
  };
  writeFileSync(join(folder, 'scene.png'), await encodePicture(before));
  writeFileSync(join(folder, 'object.png'), await encodeMask(masks[item.animal].visible));
  writeFileSync(join(folder, 'attribute.png'), await encodeMask(masks[item.thing].visible));
  const file = join(folder, `${name}.json`);
  writeFileSync(file, JSON.stringify(job));
  return { name, file };
}

function decibels(psnr) {
  return psnr === Number.POSITIVE_INFINITY ? 'the same bytes' : `${psnr.toFixed(1)} dB`;
}

/** The prompt after both edits. Where a noun changes its article does not, since all nouns here take "a". */
function targetOf(prompt, object, attribute, color) {
  const words = prompt.replace(`${color} ${attribute.source}`, `${attribute.target} ${attribute.source}`);
  return words.replace(object.source, object.target);
}

function ours({ name, file }) {
  return run(process.execPath, [here('edit-job.mjs'), file], `ours-${name}`);
}

function theirs({ name, file }) {
  return run(options.python, [here('../../../reference/mde_edit.py'), file], `theirs-${name}`);
}

function run(program, args, name) {
  const at = join(folder, name);
  const command = quietly(program, [...args, '-o', `${at}.png`, '--record', at]);
  const { seconds, core_seconds, gradient_runs, peak_mib } = factsOf(at);
  return { seconds, core_seconds, command, gradient_runs, peak_mib };
}

/** Seconds that a command takes from its start to its end. */
function quietly(program, args) {
  const began = performance.now();
  execFileSync(program, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  return (performance.now() - began) / 1000;
}

/** Null-text inversion, guidance on both branches, fifteen gradient steps a timestep, nothing kept between runs. */
function asPublished({ file }) {
  const figures = join(folder, 'published.json');
  const script = here('../../../reference/published_edit.py');
  quietly(options.python, [script, file, '-o', join(folder, 'published.png'), '--figures', figures]);
  const kinds = Object.entries(JSON.parse(readFileSync(figures, 'utf8')));
  const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);
  return {
    runs: Object.fromEntries(kinds.map(([kind, all]) => [kind, all.length])),
    seconds: sum(kinds.flatMap(([, all]) => all.map(({ from, to }) => to - from))),
    coreSeconds: sum(kinds.flatMap(([, all]) => all.map(({ coreSeconds }) => coreSeconds))),
  };
}

async function compareNullText() {
  const job = await writeJob('null-text', { inversion: 'null-text' });
  ours(job);
  theirs(job);
  return compare(job);
}

async function compare({ name }) {
  const [a, b] = [join(folder, `ours-${name}`), join(folder, `theirs-${name}`)];
  const [mine, reference] = [factsOf(a), factsOf(b)];
  const tokens = ['token_map', 'object_tokens', 'new_tokens', 'removed_tokens', 'common_tokens'];
  const pictures = await Promise.all([a, b].map(async (at) => decodePicture(readFileSync(`${at}.png`))));
  return {
    tokens: tokens.every((key) => JSON.stringify(mine[key]) === JSON.stringify(reference[key])),
    stepMask: relativeError(ours32(a, 'step-mask'), theirs32(b, 'step-mask')),
    states: relativeError(ours32(a, 'states'), theirs32(b, 'states')),
    walk: relativeError(ours32(a, 'walk'), theirs32(b, 'walk')),
    trajectory: relativeError(ours32(a, 'trajectory'), theirs32(b, 'trajectory')),
    latents: latentErrors(a, b),
    picturePsnr: psnr(...pictures),
    gradientRuns: { ours: mine.gradient_runs, reference: reference.gradient_runs },
  };
}

function total(run, kind) {
  return kind === 'command' ? run.command : run[kind].invert + run[kind].edit;
}

function ratio({ ours: mine, theirs: reference }, kind) {
  return total(reference, kind) / total(mine, kind);
}

function spread(kind) {
  const ratios = runs.map((run) => ratio(run, kind));
  return {
    ours: median(runs.map((run) => total(run.ours, kind))),
    reference: median(runs.map((run) => total(run.theirs, kind))),
    ratio: { median: median(ratios), least: Math.min(...ratios), most: Math.max(...ratios) },
  };
}

function peak(who) {
  return Math.max(...runs.map((run) => run[who].peak_mib));
}
