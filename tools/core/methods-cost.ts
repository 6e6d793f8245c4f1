// What an edit by each method runs on the embedded model, with one edit and with two: evaluations of the UNet and of its
// gradients, the inversion's too; the time that all cores took; and the memory that is expected.
//
//   npx tsx tools/core/methods-cost.ts      writes results/methods-cost.json
import { renderMasks, renderScene } from '@dualedit/diorama';
import { estimateMemory } from '../../packages/core/src/edit/memory.js';
import { METHODS, type MethodName } from '../../packages/core/src/methods/methods.js';
import { defaultPackFolder } from '../../packages/core/src/pack/open-pack.js';
import { writeResults } from '../shared/results.js';
import { timed } from '../shared/timed.js';
import { metered } from './metered.js';
import { twoEditScenes } from './two-edit-scenes.js';
import { openOnCpu, openWork } from './work.js';

/** Latents that one run of a program takes the UNet through. */
const LATENTS: Readonly<Record<string, number>> = { denoise: 1, attentionMaps: 1, observe: 1, editStep: 3 };

interface Cost {
  forwards: number;
  gradients: number;
  coreSeconds: number;
}

const { model, runs } = metered(await openOnCpu(defaultPackFolder()));
const [item] = twoEditScenes(1);
const { scene, edits, prompt, animal, thing } = item!;
const image = await renderScene(scene, model.pictureSize);
const truth = await renderMasks(scene, model.pictureSize);
const masks = [truth[animal]!.visible, truth[thing]!.visible];

const methods: Partial<Record<MethodName, { edits: Cost[]; memoryBytes: number; inversion: string }>> = {};
for (const method of Object.keys(METHODS) as MethodName[]) {
  const costs: Cost[] = [];
  for (const count of [1, 2]) costs.push(await measure(method, count));
  const { total } = await estimateMemory({ method });
  methods[method] = { edits: costs, memoryBytes: total, inversion: METHODS[method].inversions[0]! };
}
await model.release();

async function measure(method: MethodName, count: number): Promise<Cost> {
  const request = {
    picture: image,
    edits: edits.slice(0, count),
    prompt,
    masks: masks.slice(0, count),
    method,
  };
  const { run } = await openWork(model, request);
  await run('load');
  for (const kind of Object.keys(runs)) delete runs[kind];
  const { coreSeconds } = await timed(async () => {
    await run('invert');
    await run('edit');
  });
  const made = (kind: string) => runs[kind]?.length ?? 0;
  return {
    forwards: Object.entries(LATENTS).reduce((sum, [kind, latents]) => sum + latents * made(kind), 0),
    gradients: made('latentGradient') + made('textGradient'),
    coreSeconds,
  };
}

const { steps } = model.pack.defaults;
writeResults('methods-cost', {
  table: [
    '| method | inversion | UNet runs, one edit | two edits | gradients, one | two | core-seconds, one | two | memory |',
    '| --- | --- | --- | --- | --- | --- | --- | --- | --- |',
    ...Object.entries(methods).map(([name, { edits: costs, memoryBytes, inversion }]) => {
      const of = (key: keyof Cost, digits = 0) => costs.map((cost) => cost[key].toFixed(digits)).join(' | ');
      const memory = `${Math.round(memoryBytes / 2 ** 20)} MiB`;
      return `| ${name} | ${inversion} | ${of('forwards')} | ${of('gradients')} | ${of('coreSeconds', 1)} | ${memory} |`;
    }),
  ],
  steps,
  methods,
});
