// Takes one picture of 512 × 512 through the code that measure-full-size.ts does not run: masks from the model's own
// attention, the negative-prompt constraint, a saved inversion, Prompt-to-Prompt, the autoencoder in tiles, and
// null-text inversion. One step each, on the CPU; says what each took, and fails where a result is not whole.
//
//   npx tsx tools/core/full-size-paths.ts PACK [--side 512] [--no-null-text]     adds `paths` to results/full-size.json
import { parseArgs } from 'node:util';
import { type EditRequest, loadEditor } from '@dualedit/core';
import { psnr } from '../../packages/core/src/image/psnr.js';
import { edit } from '../shared/edit.js';
import { keepResults, readResults } from '../shared/results.js';
import { discs, waves } from './full-size-job.js';

interface PathFigures {
  seconds: Record<string, number>;
  unetRuns: number;
  gradientRuns: number;
  psnrToWhole?: number;
}

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { side: { type: 'string', default: '512' }, 'no-null-text': { type: 'boolean', default: false } },
});
const side = Number(options.side);
const image = waves(side);
const { cat, hat } = discs(side);
const edits = [edit('cat', 'dog', 'object'), edit('hat', 'blue', 'attribute')];
const common = { picture: image, edits, prompt: 'a cat wearing a hat' };
const once = { steps: 1, innerIterations: 1 };

const editor = await loadEditor({ pack: positionals[0]!, device: 'cpu' });
const paths: Record<string, PathFigures> = {};
const found = await path('masks from attention, three losses, inversion saved', {
  ...common,
  saveInversion: true,
  settings: { ...once, optimize: 1, lossWeights: { oal: 1, ccl: 1.25, negativePrompt: 1 } },
});
const again: EditRequest = {
  picture: image,
  edits,
  masks: [cat, hat],
  method: 'p2p',
  inverted: found.inversion!,
  settings: once,
};
const whole = await path('from the saved inversion, without losses', again);
const TILED = 'the same, the autoencoder in 2 × 2 tiles';
const tiled = await path(TILED, { ...again, tiles: 2 });
paths[TILED]!.psnrToWhole = psnr(tiled.picture, whole.picture);
if (!options['no-null-text']) {
  const request: EditRequest = { ...common, masks: [cat, hat], method: 'p2p', settings: once };
  await path('null-text inversion, without losses', { ...request, inversion: 'null-text' });
}
await editor.close();
keep();

/** After each, so that a run that is stopped has something to show. */
function keep(): void {
  keepResults('full-size', { ...readResults<object>('full-size'), paths });
}

async function path(name: string, request: EditRequest) {
  const result = await editor.edit(request);
  const { metrics, timings } = result;
  const numbers = [metrics.autoencoderPsnr, ...metrics.losses.flatMap((losses) => Object.values(losses))];
  if (metrics.maxChangeOutside !== 0 || !numbers.every(Number.isFinite))
    throw new Error(`${name}: not whole`);
  const { unetRuns, gradientRuns } = metrics;
  paths[name] = { seconds: timings, unetRuns, gradientRuns };
  keep();
  console.error(name, JSON.stringify(paths[name]));
  return result;
}
