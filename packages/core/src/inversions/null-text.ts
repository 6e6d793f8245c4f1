import { throwIfAborted } from '@dualedit/foundation';
import { ddimLinearStep } from '../family/stable-diffusion/ddim.js';
import { Adam } from './adam.js';
import type { InversionRequest, Invert } from './inversion.js';
import { type StepBack, walkBack } from './reconstruct.js';

/** Gradient steps at each timestep, at most. */
const INNER_STEPS = 10;

/**
 * Null-text inversion (Mokady et al. 2023, Algorithm 1): at every step the states of the empty prompt are optimised
 * until a guided step from the reconstruction lands on the walk:
 *
 *     min over ∅ₜ of ‖z*₍ₜ₋₁₎ − DDIM(z̄ₜ, ε_∅ + s · (ε_c − ε_∅))‖²
 *
 * Each step begins with what the step before ended with. The numbers are the authors' own for 50 steps, as
 * functions of the share of steps that is done.
 */
export const invertNullText: Invert = (request) => walkBack(request, (step) => optimize(request, step));

async function optimize(request: InversionRequest, step: StepBack): Promise<Float32Array> {
  const { schedule, walk, guidanceScale: scale, signal } = request;
  const { index, latent, conditional } = step;
  const steps = schedule.timesteps.length;
  const gradient = await request.programs.embeddingGradient();
  const linear = ddimLinearStep(schedule, index);
  // The step is linear in the unconditional output: what it must be times `factor` is known.
  const factor = linear.output * (1 - scale);
  const goal = walk[steps - index - 1]!;
  const wanted = goal.map((z, i) => z - linear.latent * latent[i]! - linear.output * scale * conditional[i]!);

  const done = index / steps;
  const adam = new Adam(step.previous, 1e-2 * (1 - done / 2));
  for (let inner = 0; inner < INNER_STEPS; inner++) {
    throwIfAborted(signal);
    const timestep = schedule.timesteps[index]!;
    const { loss, slope } = await gradient.run({ latent, timestep, states: adam.values, wanted, factor });
    if (loss < 1e-5 + done * 1e-3) break;
    adam.step(slope);
  }
  return adam.values;
}
