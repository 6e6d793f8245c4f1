/** What a pack's scheduler/scheduler_config.json says, in its own names; absent numbers have diffusers' defaults. */
export interface SchedulerConfig {
  num_train_timesteps?: number;
  beta_start?: number;
  beta_end?: number;
  beta_schedule?: 'linear' | 'scaled_linear';
  steps_offset?: number;
  set_alpha_to_one?: boolean;
  timestep_spacing?: 'leading' | 'trailing';
  prediction_type?: 'epsilon' | 'v_prediction';
}

/** A DDIM schedule of so many steps. */
export interface DdimSchedule {
  /** Descending, such as 981, 961 … 1. */
  timesteps: readonly number[];
  predictionType: 'epsilon' | 'v_prediction';
  /** ᾱ at each timestep, and at the one that follows it towards the picture. */
  alpha: readonly number[];
  alphaPrevious: readonly number[];
}

/** Computes the schedule exactly as diffusers' `DDIMScheduler.set_timesteps` does. */
export function ddimSchedule(config: SchedulerConfig, steps: number): DdimSchedule {
  const trained = config.num_train_timesteps ?? 1000;
  const cumulative = cumulativeAlphas(config, trained);
  const timesteps = spacedTimesteps(config, trained, steps);
  const final = (config.set_alpha_to_one ?? true) ? 1 : cumulative[0]!;
  const stride = Math.floor(trained / steps);
  return {
    timesteps,
    predictionType: config.prediction_type ?? 'epsilon',
    alpha: timesteps.map((t) => cumulative[t]!),
    alphaPrevious: timesteps.map((t) => (t - stride >= 0 ? cumulative[t - stride]! : final)),
  };
}

function cumulativeAlphas(config: SchedulerConfig, trained: number): number[] {
  const { beta_start = 0.0001, beta_end = 0.02, beta_schedule = 'linear' } = config;
  const scaled = beta_schedule === 'scaled_linear';
  const [from, to] = scaled ? [Math.sqrt(beta_start), Math.sqrt(beta_end)] : [beta_start, beta_end];
  let product = 1;
  return Array.from({ length: trained }, (_, t) => {
    const value = from + ((to - from) * t) / (trained - 1);
    product *= 1 - (scaled ? value * value : value);
    return product;
  });
}

function spacedTimesteps(config: SchedulerConfig, trained: number, steps: number): number[] {
  if (config.timestep_spacing === 'trailing') {
    const ratio = trained / steps;
    return Array.from({ length: steps }, (_, i) => Math.round(trained - i * ratio) - 1);
  }
  const ratio = Math.floor(trained / steps);
  const offset = config.steps_offset ?? 0;
  return Array.from({ length: steps }, (_, i) => (steps - 1 - i) * ratio + offset);
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
