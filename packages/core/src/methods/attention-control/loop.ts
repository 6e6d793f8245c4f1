import { throwIfAborted } from '@dualedit/foundation';
import { guided } from '../../family/guidance.js';
import { type DdimSchedule, ddimStep, predictOriginal } from '../../family/stable-diffusion/ddim.js';
import type { Inversion } from '../../inversions/inversion.js';
import type { Trajectory } from '../../inversions/trajectory.js';
import { type LossName, type LossValues, lossesInUse } from '../../losses/losses.js';
import type { SourceMaps } from '../../programs/attention-maps.js';
import type { EditStep } from '../../programs/edit-step.js';
import type { LatentGradient } from '../../programs/latent-gradient.js';
import type { LossEdit } from '../../programs/loss-inputs.js';
import { lazy } from '../../session/lazy.js';
import type { InjectionPlan } from '../../surgery/injection.js';
import { updateLatent } from './latent-update.js';
import type { MethodSettings } from './settings.js';
import { guidanceScales, keepOriginal, strengthsAt } from './strength.js';

export interface MdeEditRequest {
  /** Compiled on demand: a run without losses needs neither of the last two. */
  programs: {
    editStep(): Promise<EditStep>;
    sourceMaps(): Promise<SourceMaps>;
    latentGradient(losses: readonly LossName[], side: number): Promise<LatentGradient>;
  };
  schedule: DdimSchedule;
  inversion: Inversion;
  /** [tokens, width] of the source prompt and the target prompt. */
  states: { source: Float32Array; target: Float32Array };
  plan: InjectionPlan;
  /** What the losses need of each edit, on a grid of so many positions. */
  edits(positions: number): readonly LossEdit[];
  commonTokens: readonly number[];
  /** [height · width] of the latent: 0 outside the dilated edit masks, the edit's strength inside. */
  latentMask: Float32Array;
  settings: MethodSettings;
  strength: number;
  /** `estimate` is the latent of the picture that the model means by now (x₀). */
  onStep?: (done: number, total: number, estimate: () => Float32Array) => void | Promise<void>;
  signal?: AbortSignal | undefined;
}

/** The losses in use before the last gradient step of one timestep. */
export interface StepLosses extends LossValues {
  step: number;
}

export interface MdeEditResult {
  latent: Float32Array;
  /** What the UNet was shown, and the latent last: entry k is k steps before the end, as in an inversion. */
  path: Trajectory;
  losses: StepLosses[];
  /** Latents that the UNet was run on, and runs of the latent gradient. */
  unetRuns: number;
  gradientRuns: number;
}

/** MDE-Edit's editing loop over an inversion; without losses it is Prompt-to-Prompt's. */
export async function mdeEdit(request: MdeEditRequest): Promise<MdeEditResult> {
  const { schedule, settings, plan } = request;
  const { trajectory, unconditional } = request.inversion;
  const steps = schedule.timesteps.length;
  const editStep = await request.programs.editStep();
  const optimize = optimizer(request);
  const inside = request.latentMask;
  const strengths = inside.map((strength) => strength * request.strength);
  const scales = guidanceScales(strengths, settings.guidanceScale);
  const losses: StepLosses[] = [];
  const path: Float32Array[] = [];
  let [unetRuns, gradientRuns] = [0, 0];

  let latent = trajectory[steps]!;
  for (let i = 0; i < steps; i++) {
    throwIfAborted(request.signal);
    const timestep = schedule.timesteps[i]!;
    const sourceLatent = trajectory[steps - i]!;
    const done = i / steps;
    const sourceMaps = lazy(async () => {
      unetRuns++;
      return (await request.programs.sourceMaps()).run(sourceLatent, timestep, request.states.source);
    });

    const begun = strengthsAt(strengths, done);
    if (optimize && done < settings.optimize && begun.some((strength) => strength > 0)) {
      const update = await optimize({
        latent,
        sourceMaps: await sourceMaps(),
        timestep,
        done,
        latentMask: begun,
      });
      latent = update.latent; // Eq. 8
      gradientRuns += update.runs;
      losses.push({ step: i, ...update.losses.at(-1)! });
    }

    path[steps - i] = latent;
    // Eq. 3, with classifier-free guidance on the edit branch.
    const states = { ...request.states, unconditional: unconditional[i]! };
    const where = { sourceLatent, sourceMaps, editLatent: latent };
    const output = await editStep.run({ ...where, timestep, states, plan, done });
    unetRuns += editStep.latents;
    const noisy = latent;
    const predicted = guided(output.unconditional, output.target, scales);
    latent = ddimStep(schedule, predicted, i, noisy);

    const blends = done >= 1 - settings.blend;
    latent = keepOriginal(latent, trajectory[steps - i - 1]!, { inside, strengths, done, blends });
    await request.onStep?.(i + 1, steps, () => predictOriginal(schedule, predicted, i, noisy));
  }
  path[0] = latent;
  return { latent, path, losses, unetRuns, gradientRuns };
}

/** A latent that is to be optimised. */
interface ToOptimize {
  latent: Float32Array;
  sourceMaps: readonly Float32Array[];
  timestep: number;
  done: number;
  latentMask: Float32Array;
}

/** The optimisation of the latent at one timestep; nothing where all losses are left out. */
function optimizer(request: MdeEditRequest) {
  const { programs, settings, states, plan, commonTokens, signal } = request;
  const inUse = lossesInUse(settings.lossWeights);
  if (inUse.length === 0) return undefined;
  let edits: readonly LossEdit[] | undefined;
  return async (at: ToOptimize) => {
    const gradient = await programs.latentGradient(inUse, settings.lossSide);
    edits ??= request.edits(gradient.positions);
    return updateLatent(gradient, {
      ...{ ...at, states, plan, edits, commonTokens },
      ...{ objectScale: settings.objectScale, settings, signal },
    });
  };
}
