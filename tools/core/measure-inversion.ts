// How near each inversion's reconstruction comes to the picture before anything is edited, on held-out scenes:
//
//   npx tsx tools/core/measure-inversion.ts [SCENES] [STEPS]      writes results/inversion.json
import { renderMasks, renderScene } from '@dualedit/diorama';
import { squareTrajectory } from '../../packages/core/src/edit/stages/square-trajectory.js';
import { psnr } from '../../packages/core/src/image/psnr.js';
import { wholeSquare } from '../../packages/core/src/image/square.js';
import {
  INVERSION_NAMES,
  INVERSIONS,
  type InversionName,
} from '../../packages/core/src/inversions/inversions.js';
import { METHODS } from '../../packages/core/src/methods/methods.js';
import { defaultPackFolder } from '../../packages/core/src/pack/open-pack.js';
import { writeResults } from '../shared/results.js';
import { mean } from '../shared/statistics.js';
import { timed } from '../shared/timed.js';
import { metered } from './metered.js';
import { type TwoEditScene, twoEditScenes } from './two-edit-scenes.js';
import { openOnCpu, openWork } from './work.js';

interface Figures {
  reconstructionPsnr: number;
  /** Of the latent alone; null if nothing is lost at all. */
  inversionPsnr: number | null;
  denoiseRuns: number;
  gradientRuns: number;
  coreSeconds: number;
}

interface Row {
  seed: number;
  prompt: string;
  autoencoderPsnr: number;
  inversions: Partial<Record<InversionName, Figures>>;
}

/** Without those that need more than the picture and its prompt. */
const NAMES = INVERSION_NAMES.filter((name) => name !== 'none' && !INVERSIONS[name].learnsWords);

const COUNT = Number(process.argv[2] ?? 8);
const STEPS = Number(process.argv[3] ?? METHODS.mde.defaults.steps);
const { model, runs } = metered(await openOnCpu(defaultPackFolder()));
const { guidanceScale } = { ...METHODS.mde.defaults, ...model.pack.defaults };

const rows: Row[] = [];
for (const item of twoEditScenes(COUNT)) {
  rows.push(await measure(item));
  // After each, so that a run that is stopped has something to show.
  report();
}
await model.release();

async function measure({ seed, scene, edits, prompt, animal, thing }: TwoEditScene): Promise<Row> {
  const picture = await renderScene(scene, model.pictureSize);
  const truth = await renderMasks(scene, model.pictureSize);
  const masks = [truth[animal]!.visible, truth[thing]!.visible];
  const settings = { steps: STEPS };
  const { work, run } = await openWork(model, { picture, edits, prompt, masks, settings });
  await run('load');
  const { path, trajectory } = await squareTrajectory(work, wholeSquare(picture), { onStep: () => {} });
  const decode = (latent: Float32Array) =>
    model.autoencoder.decode(latent, model.latent.width, model.latent.height);
  const own = await decode(trajectory[0]!);
  const row: Row = { seed, prompt, autoencoderPsnr: psnr(picture, own), inversions: {} };
  for (const name of NAMES) {
    const before = countRuns();
    const { value: inversion, coreSeconds } = await timed(() =>
      INVERSIONS[name].invert({
        programs: model.programs,
        path,
        trajectory,
        text: work.text!,
        textInput: model.signature.text,
        guidanceScale,
        seed: 1,
      }),
    );
    const after = countRuns();
    const back = await decode(inversion.trajectory[0]!);
    const inversionPsnr = psnr(own, back);
    row.inversions[name] = {
      reconstructionPsnr: psnr(picture, back),
      inversionPsnr: Number.isFinite(inversionPsnr) ? inversionPsnr : null,
      denoiseRuns: after.denoise - before.denoise,
      gradientRuns: after.gradient - before.gradient,
      coreSeconds,
    };
  }
  return row;
}

function countRuns() {
  return { denoise: runs.denoise?.length ?? 0, gradient: runs.textGradient?.length ?? 0 };
}

function report(): void {
  const summary = Object.fromEntries(NAMES.map((name) => [name, summarize(name)]));
  const loss = (value: number) => (value === 0 ? '0' : `${value.toFixed(2)} dB`);
  writeResults('inversion', {
    table: [
      `| inversion | PSNR against the picture, mean of ${rows.length} | below the autoencoder's own, mean | at most | UNet runs after the trajectory to noise | gradient runs | core-seconds |`,
      '| --- | --- | --- | --- | --- | --- | --- |',
      ...Object.entries(summary).map(([name, s]) => {
        const runs = [s.denoiseRuns.toFixed(0), s.gradientRuns.toFixed(0), s.coreSeconds.toFixed(1)];
        return `| ${name} | ${s.psnr.toFixed(2)} dB | ${loss(s.meanLoss)} | ${loss(s.worstLoss)} | ${runs.join(' | ')} |`;
      }),
    ],
    summary,
    settings: {
      scenes: rows.length,
      steps: STEPS,
      guidanceScale,
      size: model.pictureSize,
      prompt: "the scene's first caption",
    },
    scenes: rows,
  });
}

function summarize(name: InversionName) {
  const all = rows.map((row) => ({ own: row.autoencoderPsnr, ...row.inversions[name]! }));
  const losses = all.map(({ own, reconstructionPsnr }) => own - reconstructionPsnr);
  return {
    psnr: mean(all.map((row) => row.reconstructionPsnr)),
    meanLoss: mean(losses),
    worstLoss: Math.max(...losses),
    denoiseRuns: mean(all.map((row) => row.denoiseRuns)),
    gradientRuns: mean(all.map((row) => row.gradientRuns)),
    coreSeconds: mean(all.map((row) => row.coreSeconds)),
  };
}
