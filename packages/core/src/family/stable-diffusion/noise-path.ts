import type { NoisePath } from '../noise-path.js';
import {
  ddimInverseStep,
  ddimLevels,
  ddimLinearStep,
  ddimNoised,
  ddimSchedule,
  ddimStep,
  predictNoise,
  predictOriginal,
} from './ddim.js';
import type { SchedulerConfig } from './schedule.js';

/**
 * The deterministic path of DDIM (Song et al. 2021, η = 0).
 * @param steps 1 … the number of trained timesteps
 * @throws DualeditError `scheduler-unsupported`, `steps-range`
 */
export function ddimPath(config: SchedulerConfig, steps: number): NoisePath {
  const schedule = ddimSchedule(config, steps);
  return {
    steps,
    timesteps: schedule.timesteps,
    step: (index, latent, output, sampling) => ddimStep(schedule, output, index, latent, sampling),
    linear: (index, sampling) => ddimLinearStep(schedule, index, sampling),
    inverseStep: (index, latent, output) => ddimInverseStep(schedule, output, index, latent),
    noised: (index, original, noise) => ddimNoised(schedule, index, original, noise),
    levels: (index) => ddimLevels(schedule, index),
    noise: (index, latent, output) => predictNoise(schedule, output, index, latent),
    original: (index, latent, output) => predictOriginal(schedule, output, index, latent),
  };
}
