import { alphasCumprod, type SchedulerConfig, stepsRange } from '../stable-diffusion/schedule.js';

/** What a scheduler_config.json of LCM or TCD says beside the process; absent numbers have diffusers' defaults. */
export interface ConsistencyConfig extends SchedulerConfig {
  _class_name?: string;
  /** Points of the paths that the model was distilled on: more steps than these it cannot make. */
  original_inference_steps?: number;
  /** Of LCM: how soon the boundary is left, at which a picture stands for itself. */
  timestep_scaling?: number;
}

/** A schedule of consistency steps. All lists have one entry per step, the noisiest first. */
export interface ConsistencySchedule {
  timesteps: readonly number[];
  predictionType: 'epsilon' | 'v_prediction';
  /** ᾱ at each timestep, and at the next one; after the last step it is 1. */
  alpha: readonly number[];
  alphaNext: readonly number[];
  /** How much of the picture is the latent itself, and how much what the model means (Song et al. 2023, Eq. 5). */
  skip: readonly number[];
  out: readonly number[];
}

const SIGMA_DATA = 0.5;

/** Whether a scheduler is that of a consistency model. */
export function isConsistencyScheduler(name: unknown): boolean {
  return name === 'LCMScheduler' || name === 'TCDScheduler';
}

/**
 * Timesteps as diffusers' `LCMScheduler` and `TCDScheduler` choose them: of the points of the distillation, the last and
 * others at equal distances.
 * @param steps 1 … the points of the distillation
 * @throws DualeditError `steps-range`
 */
export function consistencySchedule(config: ConsistencyConfig, steps: number): ConsistencySchedule {
  const cumulative = alphasCumprod(config);
  const { original_inference_steps: points = 50, timestep_scaling: scaling = 10 } = config;
  if (!Number.isInteger(steps) || steps < 1 || steps > points) throw stepsRange(steps, points);
  const stride = Math.floor(cumulative.length / points);
  const timesteps = Array.from(
    { length: steps },
    (_, i) => (points - Math.floor((i * points) / steps)) * stride - 1,
  );
  // TCD has no boundary: what its model means is the picture.
  const scaled = timesteps.map((t) => (config._class_name === 'TCDScheduler' ? Infinity : t * scaling));
  return {
    timesteps,
    predictionType: config.prediction_type ?? 'epsilon',
    alpha: timesteps.map((t) => cumulative[t]!),
    alphaNext: timesteps.map((_, i) => (i + 1 < steps ? cumulative[timesteps[i + 1]!]! : 1)),
    skip: scaled.map((t) => SIGMA_DATA ** 2 / (t * t + SIGMA_DATA ** 2)),
    out: scaled.map((t) => (t === Infinity ? 1 : t / Math.hypot(t, SIGMA_DATA))),
  };
}
