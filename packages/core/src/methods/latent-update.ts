import { throwIfAborted } from '@dualedit/foundation';
import type { LatentGradient, LatentGradientRequest } from '../unet/latent-gradient.js';
import type { MethodSettings } from './settings.js';

export interface LatentUpdateRequest extends Omit<LatentGradientRequest, 'weights'> {
  /** [height · width] of the latent: where it may change, 0 or 1. */
  latentMask: Float32Array;
  settings: MethodSettings;
  strength: number;
  signal?: AbortSignal | undefined;
}

export interface LatentUpdate {
  latent: Float32Array;
  /** The losses before each gradient step. */
  losses: { oal: number; ccl: number }[];
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
  for (let iteration = 1; ; iteration++) {
    const moved = step(latent, direction, latentMask, settings.stepSize * request.strength);
    if (iteration === settings.innerIterations) return { latent: moved, losses };
    const next = await at(moved, weights);
    if (total(next) > total(losses.at(-1)!) * (1 - settings.minImprovement)) {
      return { latent: total(next) < total(losses.at(-1)!) ? moved : latent, losses };
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
  for (let i = 0; i < gradient.length; i++) sum += (gradient[i]! * mask[i % mask.length]!) ** 2;
  return Math.sqrt(sum);
}

/** Moves `latent` against `direction` inside `mask`, by at most `size` in any element. */
function step(latent: Float32Array, direction: Float32Array, mask: Float32Array, size: number): Float32Array {
  let largest = 0;
  for (let i = 0; i < direction.length; i++) {
    largest = Math.max(largest, Math.abs(direction[i]! * mask[i % mask.length]!));
  }
  if (largest === 0) return latent;
  return latent.map((z, i) => z - (mask[i % mask.length]! * size * direction[i]!) / largest);
}
