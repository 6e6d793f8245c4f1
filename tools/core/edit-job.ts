// Makes the edit of a job file of reference/ with the compiled programs, and records what reference/ records:
//
//   npx tsx tools/core/edit-job.ts JOB.json -o OUT.png --record FOLDER [--pack FOLDER]
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { decodeMask, decodePicture, type Edit, encodePicture, uniteMasks } from '@dualedit/foundation';
import type { EditRequest } from '../../packages/core/src/edit/request.js';
import type { Work } from '../../packages/core/src/edit/work.js';
import type { Conditioning } from '../../packages/core/src/family/conditioning.js';
import type { Model } from '../../packages/core/src/family/model.js';
import { cutMask } from '../../packages/core/src/image/square.js';
import { METHODS } from '../../packages/core/src/methods/methods.js';
import { latentMask, withStrengths } from '../../packages/core/src/methods/regions.js';
import type { MethodSettings } from '../../packages/core/src/methods/settings.js';
import { defaultPackFolder } from '../../packages/core/src/pack/open-pack.js';
import { edit } from '../shared/edit.js';
import { timed } from '../shared/timed.js';
import { type Job, type JobEdit, readJob } from './job.js';
import { metered } from './metered.js';
import type { Facts } from './recorded.js';
import { openOnCpu, openWork } from './work.js';

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    pack: { type: 'string', default: defaultPackFolder() },
    output: { type: 'string', short: 'o', default: 'edited.png' },
    record: { type: 'string', default: 'record' },
  },
});
const files = await readJob(positionals[0]!);
const opened = await openOnCpu(options.pack);
const { model, runs } = metered((files.job.few_steps && opened.fewSteps) || opened);
const { model: recording, latents, gradients } = recorded(model);
const { work, run } = await openWork(recording, await requestOf(files));

await run('load');
const inverted = await timed(() => run('invert'));
const edited = await timed(() => run('edit'));
const { width, height } = model.latent;
const decoded = await model.autoencoder.decode(work.edited!.latent, width, height);
writeFileSync(options.output, await encodePicture(decoded));
writeRecord(arraysOf(work), factsOfEdit(work));
await model.release();

async function requestOf({ job, picture, masks }: typeof files): Promise<EditRequest> {
  return {
    picture: await decodePicture(picture),
    masks: await Promise.all(masks.map((bytes) => decodeMask(bytes))),
    prompt: job.source,
    edits: job.edits.map(editOf),
    // The reference edits just inside the masks.
    settings: { ...settingsOf(job), maskMargin: 0, reach: 0 },
    ...(job.inversion && { inversion: job.inversion }),
    ...(job.few_steps && { inversion: 'virtual' as const, seed: 1 }),
  };
}

/** A word edit of a job as a command says it. */
function editOf({ removed, added, phrase, changes_shape, strength = 1 }: JobEdit): Edit {
  const noun = phrase.replace(added, '').trim();
  return { ...edit(noun || removed, added, changes_shape ? 'object' : 'attribute'), strength };
}

/** Those of the method, and the job's own; a pack's defaults are unknown to the reference. */
function settingsOf({ settings = {} }: Job): MethodSettings {
  const camel = (name: string) => name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
  const named = (values: object) =>
    Object.fromEntries(Object.entries(values).map(([name, value]) => [camel(name), value]));
  const { injection = {}, ...numbers } = settings;
  const { defaults } = METHODS.mde;
  return {
    ...defaults,
    ...named(numbers),
    injection: { ...defaults.injection, ...named(injection as object) },
  };
}

/** The model, with the latent that each edit step starts from and the first gradient of each loss alone kept. */
function recorded(model: Model) {
  const latents: Float32Array[] = [];
  const gradients: Record<string, Float32Array> = {};
  const { programs } = model;
  const watched: Model = {
    ...model,
    programs: {
      ...programs,
      editStep: async (guidance) => {
        const program = await programs.editStep(guidance);
        return {
          ...program,
          run: (request) => {
            latents.push(request.editLatent);
            return program.run(request);
          },
        };
      },
      gradient: async (recipe) => {
        const program = await programs.gradient(recipe);
        return {
          ...program,
          run: async (request) => {
            const result = await program.run(request);
            const [name, second] = Object.keys(request.weights);
            if (recipe.wrt === 'latent' && second === undefined) gradients[name!] ??= result.gradient;
            return result;
          },
        };
      },
    },
  };
  return { model: watched, latents, gradients };
}

/** Where the latent may change, as the edit stage computed it. */
function stepMask({ request: { edits }, reach, inverted }: Work): Float32Array {
  const { region } = inverted!;
  const wide = reach!.wide.map((mask) => cutMask(mask, region));
  const where = latentMask(cutMask(uniteMasks(reach!.wide), region), width, height);
  const strengths = edits.map((edit) => (edit as Edit).strength);
  return withStrengths(where, { strengths, masks: wide }, width, height);
}

function arraysOf(work: Work): Record<string, readonly Float32Array[]> {
  const { trajectory, inversion } = work.inverted!;
  const { source, unconditional, target } = work.text!;
  const numbers = (text: Conditioning) => text[model.signature.text]!;
  return {
    walk: trajectory,
    trajectory: inversion.trajectory,
    unconditional: inversion.unconditional.map(numbers),
    latents: [...latents, work.edited!.latent],
    'step-mask': [stepMask(work)],
    states: [source, unconditional, target].map(numbers),
    ...Object.fromEntries(
      Object.entries(gradients).map(([name, gradient]) => [`gradient-${name}`, [gradient]]),
    ),
  };
}

function factsOfEdit({ words: { aligned }, resolved, edited: made }: Work): Facts {
  return {
    steps: resolved.settings.steps,
    losses: made!.losses,
    gradient_runs: made!.gradientRuns,
    token_map: [...aligned.tokenMap],
    object_tokens: aligned.edits.map(({ targetTokens }) => targetTokens),
    new_tokens: aligned.edits.map(({ newTokens }) => newTokens),
    removed_tokens: aligned.edits.map(({ removedTokens }) => removedTokens),
    common_tokens: aligned.commonTokens.toSorted((a, b) => a - b),
    seconds: { invert: inverted.seconds, edit: edited.seconds },
    core_seconds: { invert: inverted.coreSeconds, edit: edited.coreSeconds },
    runs,
    peak_mib: process.resourceUsage().maxRSS / 1024,
  };
}

function writeRecord(arrays: Record<string, readonly Float32Array[]>, facts: Facts): void {
  const bytes = (row: Float32Array) => Buffer.from(row.buffer, row.byteOffset, row.byteLength);
  mkdirSync(options.record, { recursive: true });
  for (const [name, rows] of Object.entries(arrays))
    writeFileSync(join(options.record, `${name}.f32`), Buffer.concat(rows.map(bytes)));
  writeFileSync(join(options.record, 'golden.json'), `${JSON.stringify(facts, null, 1)}\n`);
}
