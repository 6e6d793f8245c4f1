// Makes the edit of a job file of reference/ with the compiled programs, and records what reference/ records:
//
//   node packages/core/scripts/edit-job.mjs JOB.json -o OUT.png --record FOLDER [--pack FOLDER]
import { mkdirSync, writeFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { decodeMask, decodePicture, encodePicture, settleOverlaps, uniteMasks } from '@dualedit/foundation';
import { openEngine } from '../dist/engine.js';
import { wholeRegion } from '../dist/image/region.js';
import { mdeEdit } from '../dist/methods/mde-edit.js';
import { injectionPlan, latentMask, lossEdits, withStrengths } from '../dist/methods/plan.js';
import { MDE_EDIT } from '../dist/methods/settings.js';
import { defaultPackFolder, openPack } from '../dist/model/pack.js';
import { invertPicture, preparePicture, prepareText } from '../dist/prepare.js';
import { timed } from './measured.mjs';
import { metered } from './metered.mjs';

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    pack: { type: 'string', default: defaultPackFolder() },
    output: { type: 'string', short: 'o' },
    record: { type: 'string' },
  },
});
const job = JSON.parse(await readFile(positionals[0], 'utf8'));
const inJob = (name) => readFile(join(dirname(positionals[0]), name));

const { engine, runs, measured } = metered(await openEngine(await openPack(options.pack)));
const settings = settingsOf(job.settings ?? {});
const edits = job.edits.map(commandOf);
const picture = await decodePicture(await inJob(job.picture));
const masks = settleOverlaps(
  await Promise.all(job.edits.map(async ({ mask }) => decodeMask(await inJob(mask)))),
);
const text = await measured('text', () => prepareText(engine, edits, job.source));
const planned = { edits, masks, aligned: text.aligned, schedule: settings.injection };
const { width, height } = engine.latent;
const mask = withStrengths(latentMask(uniteMasks(masks), width, height), planned, width, height);
await openPrograms();

const inverted = await timed(invert);
const latents = [];
const gradients = {};
const edited = await timed(edit);
const { walk, inversion } = inverted.value;
const decoded = await engine.autoencoder.decode(edited.value.latent, width, height);
await writeFile(options.output, await encodePicture(decoded));
record();

async function openPrograms() {
  for (const open of [engine.denoise, engine.sourceMaps, engine.editStep]) await open();
  if (job.inversion === 'null-text') await engine.embeddingGradient();
  await engine.latentGradient(Object.keys(settings.lossWeights));
}

async function invert() {
  const { states } = text;
  const region = wholeRegion(picture);
  const prepared = await preparePicture(engine, {
    picture,
    region,
    steps: settings.steps,
    states: states.source,
  });
  const { guidanceScale } = settings;
  return invertPicture(engine, { name: job.inversion ?? 'direct', prepared, states, guidanceScale });
}

function edit() {
  // The latent that each step starts from, gradient steps included.
  const editStep = async () => {
    const program = await engine.editStep();
    return { ...program, run: (request) => latents.push(request.editLatent) && program.run(request) };
  };
  // The first gradient of each loss alone.
  const latentGradient = async (losses) => {
    const program = await engine.latentGradient(losses);
    const run = async (request) => {
      const result = await program.run(request);
      const [name, second] = Object.keys(request.weights);
      if (second === undefined) gradients[name] ??= result.gradient;
      return result;
    };
    return { ...program, run };
  };
  return mdeEdit({
    programs: { ...engine, editStep, latentGradient },
    ...{ ...inverted.value, states: text.states, plan: injectionPlan(planned), settings, strength: 1 },
    edits: (positions) => lossEdits(planned, positions),
    commonTokens: text.aligned.commonTokens,
    latentMask: mask,
  });
}

function record() {
  const { aligned } = text;
  const byEdit = (name) => aligned.edits.map((each) => each[name]);
  const facts = {
    steps: settings.steps,
    losses: edited.value.losses,
    gradient_runs: edited.value.gradientRuns,
    token_map: [...aligned.tokenMap],
    object_tokens: byEdit('targetTokens'),
    new_tokens: byEdit('newTokens'),
    removed_tokens: byEdit('removedTokens'),
    common_tokens: aligned.commonTokens.toSorted((a, b) => a - b),
    seconds: { invert: inverted.seconds, edit: edited.seconds },
    core_seconds: { invert: inverted.coreSeconds, edit: edited.coreSeconds },
    runs,
    peak_mib: process.resourceUsage().maxRSS / 1024,
  };
  const { source, unconditional, target } = text.states;
  const arrays = {
    walk,
    trajectory: inversion.trajectory,
    unconditional: inversion.unconditional,
    latents: [...latents, edited.value.latent],
    'step-mask': [mask],
    states: [source, unconditional, target],
    ...Object.fromEntries(Object.entries(gradients).map(([name, slope]) => [`gradient-${name}`, [slope]])),
  };
  mkdirSync(options.record, { recursive: true });
  for (const [name, rows] of Object.entries(arrays)) {
    writeFileSync(
      join(options.record, `${name}.f32`),
      Buffer.concat(rows.map((row) => Buffer.from(row.buffer, row.byteOffset, row.byteLength))),
    );
  }
  writeFileSync(join(options.record, 'golden.json'), `${JSON.stringify(facts, null, 1)}\n`);
}

/** A word edit of a job as a command would say it. */
function commandOf({ removed, added, phrase, changes_shape, strength = 1 }) {
  const noun = phrase.replace(added, '').trim();
  return {
    ...{ source: noun || removed, target: added, kind: changes_shape ? 'object' : 'attribute', strength },
    ...{ which: { type: 'best' }, span: [0, 0] },
  };
}

function settingsOf({ injection = {}, ...numbers }) {
  const camel = (name) => name.replace(/_(\w)/g, (_, letter) => letter.toUpperCase());
  const named = (values) =>
    Object.fromEntries(Object.entries(values).map(([name, value]) => [camel(name), value]));
  return { ...MDE_EDIT, ...named(numbers), injection: { ...MDE_EDIT.injection, ...named(injection) } };
}
