import { throwIfAborted } from '@dualedit/foundation';
import type { Conditioning } from '../family/conditioning.js';
import { reconstruction } from '../losses/reconstruction.js';
import type { GradientRecipe } from '../programs/gradient-recipe.js';
import { LOSS_SIDE } from '../surgery/attention-sites.js';
import { Adam } from './adam.js';
import type { InversionMethod, InversionRequest } from './inversion.js';
import { type ReconstructionStep, reconstruct } from './reconstruct.js';

/** Gradient steps at each timestep, at most. */
const INNER_STEPS = 10;

const RECIPE: GradientRecipe = { losses: [reconstruction], wrt: 'text', side: LOSS_SIDE };

/**
 * Null-text inversion (Mokady et al. 2023, Algorithm 1): at every step the unconditional embedding is optimized
 * until a guided step from the reconstruction lands on the trajectory:
 *
 *     min over ∅ₜ of ‖z*₍ₜ₋₁₎ − DDIM(z̄ₜ, ε_∅ + s · (ε_c − ε_∅))‖²
 *
 * Each step begins with what the step before ended with. The numbers are the authors' own for 50 steps, as
 * functions of the share of steps that is done.
 */
export const nullText: InversionMethod = {
  summary: 'learns the unconditional embedding of each step',
  keepsTrajectory: true,
  cost: 22,
  gradients: [RECIPE],
  invert: (request) => reconstruct(request, (step) => optimize(request, step)),
};

async function optimize(request: InversionRequest, step: ReconstructionStep): Promise<Conditioning> {
  const { path, trajectory, textInput, guidanceScale: scale, signal } = request;
  const { index, latent, conditional, previous } = step;
  const gradient = await request.programs.gradient(RECIPE);
  const linear = path.linear(index);
  // The step is linear in the unconditional output: the value that output × `factor` should reach is known.
  const factor = linear.output * (1 - scale);
  const end = trajectory[path.steps - index - 1]!;
  const wanted = end.map((z, i) => z - linear.latent * latent[i]! - linear.output * scale * conditional[i]!);

  const done = index / path.steps;
  const about = { edits: [], commonTokens: [], settings: {}, goal: { wanted, factor } };
  const adam = new Adam(previous[textInput]!, 1e-2 * (1 - done / 2));
  for (let inner = 0; inner < INNER_STEPS; inner++) {
    throwIfAborted(signal);
    const { losses, gradient: slope } = await gradient.run({
      latent,
      timestep: path.timesteps[index]!,
      text: { ...previous, [textInput]: adam.values },
      about,
      weights: { reconstruction: 1 },
    });
    if (losses.reconstruction! < 1e-5 + done * 1e-3) break;
    adam.step(slope);
  }
  return { ...previous, [textInput]: adam.values };
}
