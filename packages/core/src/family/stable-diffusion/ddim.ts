import { applyStep, drawnVariance, type Levels, type LinearStep, type Sampling } from '../noise-path.js';
import { checkProcess } from './process.js';
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
  checkProcess(config);
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

/**
 * The output means a picture x₀ and a noise ε, and z′ = √ᾱ_to · x₀ + √(1−ᾱ_to−σ²) · ε, to which a stochastic step adds
 * noise of variance σ² (Song et al. 2021, Eq. 12).
 */
function linearStep(
  { predictionType }: DdimSchedule,
  from: number,
  to: number,
  sampling: Sampling = 'ddim',
): LinearStep {
  const [signal, noise] = [Math.sqrt(from), Math.sqrt(1 - from)];
  const [signalTo, noiseTo] = [
    Math.sqrt(to),
    Math.sqrt(Math.max(0, 1 - to - drawnVariance(sampling, from, to))),
  ];
  return predictionType === 'epsilon'
    ? { latent: signalTo / signal, output: noiseTo - (signalTo * noise) / signal }
    : { latent: signalTo * signal + noiseTo * noise, output: noiseTo * signal - signalTo * noise };
}

/** The step from `timesteps[index]` towards the picture, as two numbers. */
export function ddimLinearStep(schedule: DdimSchedule, index: number, sampling?: Sampling): LinearStep {
  return linearStep(schedule, schedule.alpha[index]!, schedule.alphaPrevious[index]!, sampling);
}

/** One step from `timesteps[index]` towards the picture, or its mean. */
export function ddimStep(
  schedule: DdimSchedule,
  output: Float32Array,
  index: number,
  latent: Float32Array,
  sampling?: Sampling,
): Float32Array {
  return applyStep(ddimLinearStep(schedule, index, sampling), latent, output);
}

/** The inverse step, from the level before `timesteps[index]` to it (as diffusers' `DDIMInverseScheduler`). */
export function ddimInverseStep(
  schedule: DdimSchedule,
  output: Float32Array,
  index: number,
  latent: Float32Array,
): Float32Array {
  return applyStep(
    linearStep(schedule, schedule.alphaPrevious[index]!, schedule.alpha[index]!),
    latent,
    output,
  );
}

/** A picture's latent with noise, as it is at `timesteps[index]`: √ᾱ · x₀ + √(1−ᾱ) · ε. */
export function ddimNoised(
  { alpha }: DdimSchedule,
  index: number,
  original: Float32Array,
  noise: Float32Array,
): Float32Array {
  const [signal, level] = [Math.sqrt(alpha[index]!), Math.sqrt(1 - alpha[index]!)];
  return original.map((x, i) => signal * x + level * noise[i]!);
}

/** The picture's latent x₀ that a model output at `timesteps[index]` means. */
export function predictOriginal(
  schedule: DdimSchedule,
  output: Float32Array,
  index: number,
  latent: Float32Array,
): Float32Array {
  return applyStep(linearStep(schedule, schedule.alpha[index]!, 1), latent, output);
}

/** How much of the picture and of noise is in a latent at `timesteps[index]`. */
export function ddimLevels({ alpha, predictionType }: DdimSchedule, index: number): Levels {
  const [signal, noise] = [Math.sqrt(alpha[index]!), Math.sqrt(1 - alpha[index]!)];
  return { signal, noise, noisePerOutput: predictionType === 'epsilon' ? 1 : signal };
}

/** The noise ε that a model output at `timesteps[index]` means. */
export function predictNoise(
  schedule: DdimSchedule,
  output: Float32Array,
  index: number,
  latent: Float32Array,
): Float32Array {
  return applyStep(linearStep(schedule, schedule.alpha[index]!, 0), latent, output);
}
