// How near each inversion's reconstruction comes to the picture before anything is edited, on held-out scenes:
//
//   node packages/core/scripts/measure-inversion.mjs [SCENES]      writes results/inversion.json
import { renderScene } from '@dualedit/diorama';
import { openEngine } from '../dist/engine.js';
import { wholeRegion } from '../dist/image/region.js';
import { INVERSIONS } from '../dist/inversion/inversions.js';
import { METHODS } from '../dist/methods/settings.js';
import { defaultPackFolder, openPack } from '../dist/model/pack.js';
import { invertPicture, preparePicture, prepareText, psnr } from '../dist/prepare.js';
import { mean, timed, writeResults } from './measured.mjs';
import { twoEditScenes } from './two-edit-scenes.mjs';

const COUNT = Number(process.argv[2] ?? 8);
const engine = await openEngine(await openPack(defaultPackFolder()));
const { steps } = METHODS.mde;
const { guidanceScale } = { ...METHODS.mde, ...engine.pack.defaults };
const { width, height } = engine.latent;
const NAMES = Object.keys(INVERSIONS);

let denoiseRuns = 0;
let gradientRuns = 0;
const counting = { ...engine, denoise: counted('denoise', () => denoiseRuns++) };
counting.embeddingGradient = counted('embeddingGradient', () => gradientRuns++);

const scenes = [];
for (const { seed, scene, edits, prompt } of twoEditScenes(COUNT)) {
  const picture = await renderScene(scene, engine.pictureSize);
  const { states } = await prepareText(engine, edits, prompt);
  const region = wholeRegion(picture);
  const prepared = await preparePicture(engine, { picture, region, steps, states: states.source });
  const own = await engine.autoencoder.decode(prepared.walk[0], width, height);
  const row = { seed, prompt, autoencoderPsnr: psnr(picture, own), inversions: {} };
  for (const name of NAMES) {
    [denoiseRuns, gradientRuns] = [0, 0];
    const { value, coreSeconds } = await timed(() =>
      invertPicture(counting, { name, prepared, states, guidanceScale }),
    );
    const back = await engine.autoencoder.decode(value.inversion.trajectory[0], width, height);
    const inversionPsnr = psnr(own, back);
    row.inversions[name] = {
      reconstructionPsnr: psnr(picture, back),
      // null in JSON where nothing is lost at all
      inversionPsnr: Number.isFinite(inversionPsnr) ? inversionPsnr : null,
      ...{ denoiseRuns, gradientRuns, coreSeconds },
    };
  }
  scenes.push(row);
  // After each, so that a run that is stopped has something to show.
  write();
}

function write() {
  const summary = Object.fromEntries(NAMES.map((name) => [name, summarize(name)]));
  writeResults('inversion', {
    table: [
      `| inversion | PSNR against the picture, mean of ${scenes.length} | below the autoencoder's own, mean | at most | UNet runs after the walk | gradient runs | core-seconds |`,
      '| --- | --- | --- | --- | --- | --- | --- |',
      ...NAMES.map((name) => {
        const s = summary[name];
        const loss = (value) => (value === 0 ? '0' : `${value.toFixed(2)} dB`);
        return `| ${name} | ${s.psnr.toFixed(2)} dB | ${loss(s.meanLoss)} | ${loss(s.worstLoss)} | ${s.denoiseRuns.toFixed(0)} | ${s.gradientRuns.toFixed(0)} | ${s.coreSeconds.toFixed(1)} |`;
      }),
    ],
    summary,
    settings: {
      scenes: scenes.length,
      steps,
      guidanceScale,
      size: engine.pictureSize,
      prompt: "the scene's first caption",
    },
    scenes,
  });
}

function summarize(name) {
  const rows = scenes.map((scene) => ({ own: scene.autoencoderPsnr, ...scene.inversions[name] }));
  const losses = rows.map(({ own, reconstructionPsnr }) => own - reconstructionPsnr);
  return {
    psnr: mean(rows.map((row) => row.reconstructionPsnr)),
    meanLoss: mean(losses),
    worstLoss: Math.max(...losses),
    denoiseRuns: mean(rows.map((row) => row.denoiseRuns)),
    gradientRuns: mean(rows.map((row) => row.gradientRuns)),
    coreSeconds: mean(rows.map((row) => row.coreSeconds)),
  };
}

function counted(program, count) {
  return async () => {
    const compiled = await engine[program]();
    const run = (...request) => {
      count();
      return compiled.run(...request);
    };
    return { ...compiled, run };
  };
}
