import { throwIfAborted } from '@dualedit/foundation';
import type { LatentGradient, LatentGradientRequest } from '../unet/latent-gradient.js';
import type { MethodSettings } from './settings.js';

export interface LatentUpdateRequest extends Omit<LatentGradientRequest, 'weights'> {
  /** [height · width] of the latent: where it may change, and how far: 0, or the strength of the edit there. */
  latentMask: Float32Array;
  settings: MethodSettings;
  strength: number;
  signal?: AbortSignal | undefined;
}

export interface LatentUpdate {
  latent: Float32Array;
  /** The losses before each gradient step. */
  losses: { oal: number; ccl: number }[];
  /** Runs of the latent gradient. */
  runs: number;
}

/**
 * The masked gradient step (MDE-Edit, Eq. 8), repeated while it pays:
 *
 *     z* ← M ⊙ (z* − δ ∇L) + (1 − M) ⊙ z*,   ∇L = λ₁ ∇L_OAL / ‖∇L_OAL‖ + λ₂ ∇L_CCL / ‖∇L_CCL‖
 *
 * Each gradient is divided by its norm inside M at the first iteration, because OAL's is larger by an
 * order and would drown CCL's; δ is such that no element moves by more than the step size.
 */
export async function updateLatent(
  gradient: LatentGradient,
  request: LatentUpdateRequest,
): Promise<LatentUpdate> {
  const { settings, latentMask, signal } = request;
  const { oal: lambda1, ccl: lambda2 } = settings.lossWeights;
  const at = (latent: Float32Array, weights: { oal: number; ccl: number }) => {
    throwIfAborted(signal);
    return gradient.run({ ...request, latent, weights });
  };

  const first = await at(request.latent, { oal: 1, ccl: 0 });
  const second = await at(request.latent, { oal: 0, ccl: 1 });
  const weights = {
    oal: balanced(lambda1, maskedNorm(first.gradient, latentMask)),
    ccl: balanced(lambda2, maskedNorm(second.gradient, latentMask)),
  };
  const total = (losses: { oal: number; ccl: number }) => weights.oal * losses.oal + weights.ccl * losses.ccl;

  let latent: Float32Array = request.latent;
  let direction: Float32Array = first.gradient.map(
    (g, i) => weights.oal * g + weights.ccl * second.gradient[i]!,
  );
  const losses = [{ oal: first.oal, ccl: first.ccl }];
  for (let runs = 2; ; runs++) {
    const moved = step(latent, direction, latentMask, settings.stepSize * request.strength);
    if (losses.length === settings.innerIterations) return { latent: moved, losses, runs };
    const next = await at(moved, weights);
    const before = total(losses.at(-1)!);
    if (total(next) > before * (1 - settings.minImprovement)) {
      return { latent: total(next) < before ? moved : latent, losses, runs: runs + 1 };
    }
    losses.push({ oal: next.oal, ccl: next.ccl });
    [latent, direction] = [moved, next.gradient];
  }
}

function balanced(lambda: number, norm: number): number {
  return lambda === 0 || norm === 0 ? 0 : lambda / norm;
}

function maskedNorm(gradient: Float32Array, mask: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < gradient.length; i++) if (mask[i % mask.length]! > 0) sum += gradient[i]! ** 2;
  return Math.sqrt(sum);
}

/** Moves `latent` against `direction` inside `mask`, by at most `size` times the mask's value in any element. */
function step(latent: Float32Array, direction: Float32Array, mask: Float32Array, size: number): Float32Array {
  let largest = 0;
  for (let i = 0; i < direction.length; i++) {
    if (mask[i % mask.length]! > 0) largest = Math.max(largest, Math.abs(direction[i]!));
  }
  if (largest === 0) return latent;
  return latent.map((z, i) => z - (mask[i % mask.length]! * size * direction[i]!) / largest);
}
