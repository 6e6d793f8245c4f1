// Repeats an edit of reference/ with the compiled programs and says how far the two are apart, step by step:
//
//   node packages/core/scripts/compare-reference.mjs JOB.json RECORD --picture OUT.png [--pack FOLDER] [-o FIGURES.json]
//
// RECORD and OUT.png are what `python reference/mde_edit.py JOB.json --record RECORD -o OUT.png` wrote.
import { readFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { decodeMask, decodePicture, uniteMasks } from '@dualedit/foundation';
import { openEngine } from '../dist/engine.js';
import { wholeRegion } from '../dist/image/region.js';
import { settleOverlaps } from '../dist/masks/overlap.js';
import { mdeEdit } from '../dist/methods/mde-edit.js';
import { injectionPlan, latentMask, lossEdits } from '../dist/methods/plan.js';
import { MDE_EDIT } from '../dist/methods/settings.js';
import { defaultPackFolder, openPack } from '../dist/model/pack.js';
import { preparePicture, prepareText, psnr } from '../dist/prepare.js';

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    pack: { type: 'string', default: defaultPackFolder() },
    picture: { type: 'string' },
    output: { type: 'string', short: 'o' },
  },
});
const [jobFile, recordFolder] = positionals;
const job = JSON.parse(await readFile(jobFile, 'utf8'));
const facts = JSON.parse(await readFile(join(recordFolder, 'golden.json'), 'utf8'));
const inJob = (name) => readFile(join(dirname(jobFile), name));

const engine = await openEngine(await openPack(options.pack));
const settings = settingsOf(job.settings ?? {});
const edits = job.edits.map(commandOf);
const image = await decodePicture(await inJob(job.picture));
const masks = settleOverlaps(
  await Promise.all(job.edits.map(async ({ mask }) => decodeMask(await inJob(mask)))),
);
const text = await prepareText(engine, edits, job.source);
const planned = { edits, masks, aligned: text.aligned, schedule: settings.injection };

const started = performance.now();
const { schedule, trajectory } = await preparePicture(engine, {
  picture: image,
  region: wholeRegion(image),
  steps: settings.steps,
  states: text.states.source,
});
const inverted = performance.now();
const edited = await editRecordingLatents();
const finished = performance.now();

const { width, height } = engine.latent;
const decoded = await engine.autoencoder.decode(edited.latent, width, height);
const theirs = options.picture && (await decodePicture(await readFile(options.picture)));
const figures = {
  tokens: sameTokens(),
  latentMask: relativeError(maskOfLatent(), recorded('latent-mask')),
  states: relativeError(
    joined([text.states.source, text.states.unconditional, text.states.target]),
    recorded('states'),
  ),
  trajectory: relativeError(joined(trajectory), recorded('trajectory')),
  // of the latent that each step starts from, gradient steps included, and of the last
  latents: [...edited.latents, edited.latent].map((latent, i) => relativeError(latent, referenceLatent(i))),
  ...(theirs ? { picturePsnr: psnr(decoded, theirs) } : {}),
  gradientRuns: { ours: edited.gradientRuns, reference: facts.gradient_runs },
  seconds: {
    ours: { invert: (inverted - started) / 1000, edit: (finished - inverted) / 1000 },
    reference: facts.seconds,
  },
};
console.log(JSON.stringify(figures, null, 1));
if (options.output) await writeFile(options.output, `${JSON.stringify(figures, null, 1)}\n`);

async function editRecordingLatents() {
  const latents = [];
  const editStep = async () => {
    const program = await engine.editStep();
    return { ...program, run: (request) => latents.push(request.editLatent) && program.run(request) };
  };
  const result = await mdeEdit({
    programs: { ...engine, editStep },
    ...{ schedule, trajectory, states: text.states, plan: injectionPlan(planned), settings, strength: 1 },
    edits: (positions) => lossEdits(planned, positions),
    commonTokens: text.aligned.commonTokens,
    latentMask: maskOfLatent(),
  });
  return { ...result, latents };
}

function maskOfLatent() {
  return latentMask(uniteMasks(masks), engine.latent.width, engine.latent.height);
}

/** The reference's latent at the beginning of step `i`, after its gradient steps; after all steps, the result. */
function referenceLatent(i) {
  const size = edited.latent.length;
  const row = (name, index) => recorded(name).subarray(index * size, (index + 1) * size);
  const optimized = facts.losses.length;
  if (i < optimized) return row('updated', i);
  return i === 0 ? row('trajectory', settings.steps) : row('latents', i - 1);
}

function sameTokens() {
  const { aligned } = text;
  const ours = [[...aligned.tokenMap], aligned.commonTokens.toSorted((a, b) => a - b)];
  ours.push(...['targetTokens', 'newTokens'].map((name) => aligned.edits.map((edit) => edit[name])));
  const expected = [facts.token_map, facts.common_tokens, facts.object_tokens, facts.new_tokens];
  return JSON.stringify(ours) === JSON.stringify(expected);
}

/** A word edit of a job as a command would say it. */
function commandOf({ removed, added, phrase, changes_shape, strength = 1 }) {
  const noun = phrase.replace(added, '').trim();
  return {
    ...{ source: noun || removed, target: added, kind: changes_shape ? 'object' : 'attribute', strength },
    ...{ which: { type: 'best' }, span: [0, 0] },
  };
}

function settingsOf({ injection, ...numbers }) {
  const names = {
    guidance_scale: 'guidanceScale',
    inner_iterations: 'innerIterations',
    step_size: 'stepSize',
    min_improvement: 'minImprovement',
    object_scale: 'objectScale',
  };
  const settings = { ...MDE_EDIT, lossWeights: { ...MDE_EDIT.lossWeights } };
  for (const [name, value] of Object.entries(numbers)) {
    if (name === 'lambda_oal') settings.lossWeights.oal = value;
    else if (name === 'lambda_ccl') settings.lossWeights.ccl = value;
    else settings[names[name] ?? name] = value;
  }
  const { self_inside_objects: selfInsideObjects, ...shares } = injection ?? {};
  return {
    ...settings,
    injection: {
      ...settings.injection,
      ...shares,
      ...(selfInsideObjects === undefined ? {} : { selfInsideObjects }),
    },
  };
}

/** An array of little-endian float32 in NumPy's format. */
function recorded(name) {
  const bytes = readFileSync(join(recordFolder, `${name}.npy`));
  const start = bytes.byteOffset + 10 + bytes.readUInt16LE(8);
  return new Float32Array(bytes.buffer.slice(start, bytes.byteOffset + bytes.length));
}

/** ‖a − b‖ / ‖b‖ */
function relativeError(actual, expected) {
  if (actual.length !== expected.length)
    throw new Error(`expected ${expected.length} numbers but received ${actual.length}`);
  const squares = (values) => values.reduce((sum, value) => sum + value * value, 0);
  return Math.sqrt(squares(actual.map((value, i) => value - expected[i])) / squares(expected));
}

function joined(parts) {
  return Float32Array.from(parts.flatMap((part) => [...part]));
}
