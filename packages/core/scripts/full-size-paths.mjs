// Takes one picture of 512 × 512 through the code that measure-full-size.mjs does not run: masks from the model's own
// attention, the negative-prompt constraint, a saved inversion, Prompt-to-Prompt, the autoencoder in tiles, and
// null-text inversion. One step each, on the CPU; says what each took, and fails where a result is not whole.
//
//   node packages/core/scripts/full-size-paths.mjs PACK [--side 512]        adds `paths` to results/full-size.json
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { loadEditor } from '../dist/index.js';
import { psnr } from '../dist/prepare.js';
import { discs, waves } from './full-size-job.mjs';

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { side: { type: 'string', default: '512' }, 'no-null-text': { type: 'boolean', default: false } },
});
const side = Number(options.side);
const image = waves(side);
const { cat, hat } = discs(side);
const edit = (source, target, kind) => ({
  ...{ source, target, kind, strength: 1, which: { type: 'best' }, span: [0, 1] },
});
const edits = [edit('cat', 'dog', 'object'), edit('hat', 'blue', 'attribute')];
const common = { image, edits, prompt: 'a cat wearing a hat' };
const once = { steps: 1, innerIterations: 1 };

const editor = await loadEditor({ pack: positionals[0], device: 'cpu' });
const paths = {};
const found = await path('masks from attention, three losses, inversion saved', {
  ...common,
  saveInversion: true,
  settings: { ...once, optimize: 1, lossWeights: { oal: 1, ccl: 1.25, negativePrompt: 1 } },
});
const again = { image, edits, masks: [cat, hat], method: 'p2p', inverted: found.inversion, settings: once };
const whole = await path('from the saved inversion, without losses', again);
const tiled = await path('the same, the autoencoder in 2 × 2 tiles', { ...again, tiles: 2 });
paths['the same, the autoencoder in 2 × 2 tiles'].psnrToWhole = psnr(tiled.picture, whole.picture);
if (!options['no-null-text']) {
  await path('null-text inversion, without losses', {
    ...{ ...common, masks: [cat, hat], method: 'p2p', inversion: 'null-text', settings: once },
  });
}
await editor.close();
keep();

function keep() {
  const results = fileURLToPath(new URL('../../../results/full-size.json', import.meta.url));
  const before = JSON.parse(readFileSync(results, 'utf8'));
  writeFileSync(results, `${JSON.stringify({ ...before, paths }, null, 2)}\n`);
}

async function path(name, request) {
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
