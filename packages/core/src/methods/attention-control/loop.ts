import { throwIfAborted } from '@dualedit/foundation';
import { guided } from '../../family/guidance.js';
import { nextLatent } from '../../inversions/next-latent.js';
import { lazy } from '../../session/lazy.js';
import type { MethodResult, Run, StepLosses } from '../method.js';
import { firstLatent } from './first-latent.js';
import { injectionPlan } from './injection-plan.js';
import { latentOptimizer } from './optimizer.js';
import { redraw, redrawnCells } from './redraw.js';
import type { AttentionScene } from './scene.js';
import { guidanceOf } from './settings.js';
import { guidanceScales, keepOriginal, strengthsAt } from './strength.js';

/** The editing loop of MDE-Edit over an inversion; without losses it is Prompt-to-Prompt's. */
export async function editByAttention(scene: AttentionScene, run: Run): Promise<MethodResult> {
  const { path, settings, inversion, latentMask: inside } = scene;
  const { trajectory } = inversion;
  const { steps } = path;
  const editStep = await scene.programs.editStep(guidanceOf(settings));
  const plan = injectionPlan(scene);
  const redrawn = redrawnCells(scene);
  const optimize = latentOptimizer(scene, run);
  const strengths = inside.map((strength) => strength * scene.strength);
  const scales = guidanceScales(strengths, settings.guidanceScale);
  const losses: StepLosses[] = [];
  const shown: Float32Array[] = [];
  let [unetRuns, gradientRuns] = [0, 0];

  const first = Math.round((inversion.begin ?? 0) * steps);
  let latent = firstLatent(scene, first, before(scene, first));
  for (let i = 0; i < first; i++) shown[steps - i] = before(scene, i);
  for (let i = first; i < steps; i++) {
    throwIfAborted(run.signal);
    const timestep = path.timesteps[i]!;
    const sourceLatent = trajectory[steps - i]!;
    const done = i / steps;
    const text = textAt(scene, i);
    const sourceMaps = lazy(async () => {
      unetRuns++;
      return (await scene.programs.attentionMaps()).run(sourceLatent, timestep, text.source);
    });

    const begun = strengthsAt(strengths, done);
    if (optimize && done < settings.optimize && begun.some((strength) => strength > 0)) {
      const injected = { sourceMaps: await sourceMaps(), plan, done };
      const update = await optimize({ latent, timestep, text, injected, latentMask: begun });
      latent = update.latent; // Eq. 8
      gradientRuns += update.runs;
      losses.push({ step: i, ...update.losses.at(-1)! });
    }

    shown[steps - i] = latent;
    // Eq. 3, with classifier-free guidance on the edit branch.
    const { unconditional, target } = await editStep.run({
      sourceLatent,
      editLatent: latent,
      timestep,
      text,
      plan,
      done,
      sourceMaps,
    });
    unetRuns += editStep.latents;
    const noisy = latent;
    const predicted = unconditional ? guided(unconditional, target, scales) : target;
    latent = next(scene, i, { latent: noisy, output: predicted }, redrawn);

    const blends = done >= 1 - settings.blend;
    latent = keepOriginal(latent, before(scene, i + 1), { inside, strengths, done, blends });
    await run.onStep?.(i + 1, steps, () => path.original(i, noisy, predicted));
  }
  shown[0] = latent;
  return { latent, trajectory: shown, losses, unetRuns, gradientRuns };
}

/** Where the step leads, before the original's cells are put back. */
function next(
  scene: AttentionScene,
  step: number,
  { latent, output }: { latent: Float32Array; output: Float32Array },
  redrawn: Float32Array | undefined,
): Float32Array {
  const { path, inversion } = scene;
  const beside = nextLatent(path, inversion, step, { latent, output });
  if (!redrawn) return beside;
  return redraw(redrawn, {
    latent: beside,
    mean: path.step(step, latent, output, inversion.sampling),
    level: before(scene, step + 1),
    picture: before(scene, path.steps),
    signal: step + 1 < path.steps ? path.levels(step + 1).signal : 1,
  });
}

/** What the latent is at the beginning of a step where no edit has begun. */
function before({ path, inversion, fresh }: AttentionScene, step: number): Float32Array {
  const original = inversion.trajectory[path.steps - step]!;
  if (!fresh) return original;
  const own = step < path.steps ? path.noised(step, fresh.original, fresh.noise) : fresh.original;
  const cells = fresh.cells.length;
  return original.map((z, i) => (fresh.cells[i % cells]! > 0 ? own[i]! : z));
}

/** What both branches are told at one step. */
function textAt({ text, inversion }: AttentionScene, step: number) {
  return {
    source: inversion.source?.[step] ?? text.source,
    unconditional: inversion.unconditional[step]!,
    target: text.learned?.[step] ?? text.target,
  };
}
