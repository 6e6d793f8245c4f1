import { alphasCumprod, type SchedulerConfig, spacedTimesteps } from './schedule.js';

export type { SchedulerConfig } from './schedule.js';

/** A DDIM schedule of so many steps. */
export interface DdimSchedule {
  /** Descending, such as 981, 961 … 1. */
  timesteps: readonly number[];
  predictionType: 'epsilon' | 'v_prediction';
  /** ᾱ at each timestep, and at the one that follows it towards the picture. */
  alpha: readonly number[];
  alphaPrevious: readonly number[];
}

/**
 * Computes the schedule exactly as diffusers' `DDIMScheduler.set_timesteps` does.
 *
 * @param steps 1 … the number of trained timesteps
 * @throws DualeditError `scheduler-unsupported`, `steps-range`
 */
export function ddimSchedule(config: SchedulerConfig, steps: number): DdimSchedule {
  const cumulative = alphasCumprod(config);
  const timesteps = spacedTimesteps(config, cumulative.length, steps);
  const final = (config.set_alpha_to_one ?? true) ? 1 : cumulative[0]!;
  const stride = Math.floor(cumulative.length / steps);
  return {
    timesteps,
    predictionType: config.prediction_type ?? 'epsilon',
    alpha: timesteps.map((t) => cumulative[t]!),
    alphaPrevious: timesteps.map((t) => (t - stride >= 0 ? cumulative[t - stride]! : final)),
  };
}

/** σ = √((1 − ᾱ) / ᾱ) at `timesteps[index]`: noise over signal, the step size δ of MAG-Edit. */
export function sigma(schedule: DdimSchedule, index: number): number {
  const alpha = schedule.alpha[index]!;
  return Math.sqrt((1 - alpha) / alpha);
}

/** The picture x₀ and the noise ε that a model output means for `latent` at signal level ᾱ. */
function split(schedule: DdimSchedule, output: Float32Array, alpha: number, latent: Float32Array) {
  const [signal, noise] = [Math.sqrt(alpha), Math.sqrt(1 - alpha)];
  return schedule.predictionType === 'epsilon'
    ? (i: number): [number, number] => [(latent[i]! - noise * output[i]!) / signal, output[i]!]
    : (i: number): [number, number] => [
        signal * latent[i]! - noise * output[i]!,
        signal * output[i]! + noise * latent[i]!,
      ];
}

/** √ᾱ_to · x₀ + √(1−ᾱ_to) · ε: DDIM with η = 0 (Song et al. 2021, Eq. 12). */
function move(
  schedule: DdimSchedule,
  output: Float32Array,
  from: number,
  to: number,
  latent: Float32Array,
): Float32Array {
  const at = split(schedule, output, from, latent);
  const [signal, noise] = [Math.sqrt(to), Math.sqrt(1 - to)];
  return latent.map((_, i) => {
    const [original, epsilon] = at(i);
    return signal * original + noise * epsilon;
  });
}

/** One step from `timesteps[index]` towards the picture. */
export function ddimStep(
  schedule: DdimSchedule,
  output: Float32Array,
  index: number,
  latent: Float32Array,
): Float32Array {
  return move(schedule, output, schedule.alpha[index]!, schedule.alphaPrevious[index]!, latent);
}

/** The inverse step, from the level before `timesteps[index]` to it (as diffusers' `DDIMInverseScheduler`). */
export function ddimInverseStep(
  schedule: DdimSchedule,
  output: Float32Array,
  index: number,
  latent: Float32Array,
): Float32Array {
  return move(schedule, output, schedule.alphaPrevious[index]!, schedule.alpha[index]!, latent);
}

/** The picture's latent x₀ that a model output at `timesteps[index]` means. */
export function predictOriginal(
  schedule: DdimSchedule,
  output: Float32Array,
  index: number,
  latent: Float32Array,
): Float32Array {
  const at = split(schedule, output, schedule.alpha[index]!, latent);
  return latent.map((_, i) => at(i)[0]);
}

/** The noise ε that a model output at `timesteps[index]` means, whatever the model predicts. */
export function predictNoise(
  schedule: DdimSchedule,
  output: Float32Array,
  index: number,
  latent: Float32Array,
): Float32Array {
  const at = split(schedule, output, schedule.alpha[index]!, latent);
  return latent.map((_, i) => at(i)[1]);
}
