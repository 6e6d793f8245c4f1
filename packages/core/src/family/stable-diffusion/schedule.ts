import { DualeditError } from '@dualedit/foundation';

/** What a pack's scheduler/scheduler_config.json says, in its own names; absent numbers have diffusers' defaults. */
export interface SchedulerConfig {
  num_train_timesteps?: number;
  beta_start?: number;
  beta_end?: number;
  beta_schedule?: 'linear' | 'scaled_linear';
  steps_offset?: number;
  set_alpha_to_one?: boolean;
  timestep_spacing?: 'leading' | 'linspace' | 'trailing';
  prediction_type?: 'epsilon' | 'v_prediction';
}

/** ᾱ_t for each trained timestep t: the share of signal that is left, from almost 1 to almost 0. */
export function alphasCumprod(config: SchedulerConfig): number[] {
  const { num_train_timesteps: trained = 1000, beta_schedule = 'linear' } = config;
  const { beta_start = 0.0001, beta_end = 0.02 } = config;
  const scaled = beta_schedule === 'scaled_linear';
  const [from, to] = scaled ? [Math.sqrt(beta_start), Math.sqrt(beta_end)] : [beta_start, beta_end];
  let product = 1;
  return Array.from({ length: trained }, (_, t) => {
    const value = from + ((to - from) * t) / (trained - 1);
    product *= 1 - (scaled ? value * value : value);
    return product;
  });
}

/**
 * The timesteps of a sampler with so many steps, descending (Lin et al. 2024, Table 2). For a few numbers of
 * trailing steps, such as 61, diffusers appends a timestep −1 by a rounding error; here there are as many as asked for.
 * @throws DualeditError `steps-range`
 */
export function spacedTimesteps(config: SchedulerConfig, trained: number, steps: number): number[] {
  const trailing = config.timestep_spacing === 'trailing';
  const offset = config.steps_offset ?? 0;
  const stride = Math.floor(trained / steps);
  const last = trailing ? trained - 1 : (steps - 1) * stride + offset;
  if (!Number.isInteger(steps) || steps < 1 || steps > trained || last >= trained) {
    throw stepsRange(steps, trailing ? trained : trained - offset);
  }
  // As NumPy's arange: its stride is the difference of the first two, whose last bit decides some halves.
  const difference = trained - trained / steps - trained;
  return Array.from({ length: steps }, (_, i) =>
    trailing ? roundToEven(trained + i * difference) - 1 : (steps - 1 - i) * stride + offset,
  );
}

/** NumPy's rounding, which diffusers' timesteps come from: 812.5 is 812, and 937.5 is 938. */
function roundToEven(value: number): number {
  const floor = Math.floor(value);
  return value - floor === 0.5 ? floor + (floor % 2) : Math.round(value);
}

export function stepsRange(steps: number, most: number): DualeditError {
  return new DualeditError({
    code: 'steps-range',
    message: `Expected 1 to ${most} steps, a whole number, but received ${steps}.`,
    hint: 'Leave the number of steps out for what suits the model.',
    received: steps,
  });
}
