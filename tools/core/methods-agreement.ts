// How near whole edits of a tiny UNet by each method and inversion end to the reference's, and the pictures that the
// embedded model's decoder makes of both latents:
//
//   python packages/core/scripts/tiny_methods_golden.py     what the reference computes, if it changed
//   npx tsx tools/core/methods-agreement.ts                 writes results/methods-agreement.json
import { psnr } from '../../packages/core/src/image/psnr.js';
import { defaultPackFolder } from '../../packages/core/src/pack/open-pack.js';
import { AGREEMENTS } from '../../packages/core/src/testing/agreements.js';
import { relativeError } from '../../packages/core/src/testing/golden.js';
import { expected, tinyPrograms } from '../../packages/core/src/testing/tiny-methods.js';
import { writeResults } from '../shared/results.js';
import { openOnCpu } from './work.js';

const model = await openOnCpu(defaultPackFolder());
const programs = tinyPrograms();
const decode = (latent: Float32Array) =>
  model.autoencoder.decode(latent, model.latent.width, model.latent.height);

const edits: Record<string, { latentError: number; picturePsnr: number | null }> = {};
for (const [name, run] of Object.entries(AGREEMENTS)) {
  const [own, reference] = [await run(programs), expected(name)];
  const picturePsnr = psnr(await decode(own), await decode(reference));
  edits[name] = {
    latentError: relativeError(own, reference),
    picturePsnr: Number.isFinite(picturePsnr) ? picturePsnr : null,
  };
}
await programs.release();
await model.release();

writeResults('methods-agreement', {
  table: [
    '| edit | latents apart | pictures |',
    '| --- | --- | --- |',
    ...Object.entries(edits).map(
      ([name, { latentError, picturePsnr }]) =>
        `| ${name} | ${latentError.toExponential(1)} | ${picturePsnr === null ? 'the same' : `${picturePsnr.toFixed(1)} dB`} |`,
    ),
  ],
  edits,
});
