import { throwIfAborted } from '@dualedit/foundation';
import { type DdimSchedule, ddimStep } from '../diffusion/ddim.js';
import type { Trajectory } from '../inversion/direct.js';
import type { EditStep } from '../unet/edit-step.js';
import type { InjectionPlan } from '../unet/injection.js';
import type { LatentGradient, LossEdit } from '../unet/latent-gradient.js';
import type { SourceMaps } from '../unet/source-maps.js';
import { updateLatent } from './latent-update.js';
import type { MethodSettings } from './settings.js';

export interface MdeEditRequest {
  /** Compiled on demand: a run without losses needs neither of the last two. */
  programs: {
    editStep(): Promise<EditStep>;
    sourceMaps(): Promise<SourceMaps>;
    latentGradient(): Promise<LatentGradient>;
  };
  schedule: DdimSchedule;
  trajectory: Trajectory;
  /** [tokens, width] of the source prompt, the empty prompt and the target prompt. */
  states: { source: Float32Array; unconditional: Float32Array; target: Float32Array };
  plan: InjectionPlan;
  /** What the losses need of each edit, on a grid of so many positions. */
  edits(positions: number): readonly LossEdit[];
  commonTokens: readonly number[];
  /** [height · width] of the latent: 0 outside the dilated edit masks, the edit's strength inside. */
  latentMask: Float32Array;
  settings: MethodSettings;
  strength: number;
  onStep?: (done: number, total: number) => void;
  signal?: AbortSignal | undefined;
}

/** The losses before the last gradient step of one timestep. */
export interface StepLosses {
  step: number;
  oal: number;
  ccl: number;
}

export interface MdeEditResult {
  latent: Float32Array;
  /** What the UNet was shown, and the latent last: entry k is k steps before the end, as in an inversion. */
  path: Trajectory;
  losses: StepLosses[];
  /** Runs of the latent gradient. */
  gradientRuns: number;
}

/** MDE-Edit's editing loop over a stored inversion. */
export async function mdeEdit(request: MdeEditRequest): Promise<MdeEditResult> {
  const { schedule, trajectory, settings, states, plan } = request;
  const steps = schedule.timesteps.length;
  const editStep = await request.programs.editStep();
  const optimizing = settings.lossWeights.oal > 0 || settings.lossWeights.ccl > 0;
  const losses: StepLosses[] = [];
  const path: Float32Array[] = [];
  let gradientRuns = 0;
  let edits: readonly LossEdit[] | undefined;

  let latent = trajectory[steps]!;
  for (let i = 0; i < steps; i++) {
    throwIfAborted(request.signal);
    const timestep = schedule.timesteps[i]!;
    const sourceLatent = trajectory[steps - i]!;
    const done = i / steps;

    if (optimizing && done < settings.optimize) {
      const sourceMaps = await (await request.programs.sourceMaps()).run(
        sourceLatent,
        timestep,
        states.source,
      );
      const gradient = await request.programs.latentGradient();
      edits ??= request.edits(gradient.positions);
      const update = await updateLatent(gradient, {
        ...{ latent, timestep, states: states.target, sourceMaps, plan, done },
        ...{ edits, commonTokens: request.commonTokens },
        ...{ latentMask: request.latentMask, objectScale: settings.objectScale, settings },
        ...{ strength: request.strength, signal: request.signal },
      });
      latent = update.latent; // Eq. 8
      gradientRuns += update.runs;
      losses.push({ step: i, ...update.losses.at(-1)! });
    }

    path[steps - i] = latent;
    // Eq. 3, with classifier-free guidance on the edit branch.
    const output = await editStep.run({ sourceLatent, editLatent: latent, timestep, states, plan, done });
    latent = ddimStep(schedule, guided(output, settings.guidanceScale), i, latent);

    if (done >= 1 - settings.blend) latent = blended(latent, trajectory[steps - i - 1]!, request.latentMask);
    request.onStep?.(i + 1, steps);
  }
  path[0] = latent;
  return { latent, path, losses, gradientRuns };
}

function guided(output: { unconditional: Float32Array; target: Float32Array }, scale: number): Float32Array {
  return output.unconditional.map((u, i) => u + scale * (output.target[i]! - u));
}

function blended(latent: Float32Array, background: Float32Array, mask: Float32Array): Float32Array {
  return latent.map((z, i) => (mask[i % mask.length]! > 0 ? z : background[i]!));
}
