import { throwIfAborted } from '@dualedit/foundation';
import type { LossName, LossValues } from '../../losses/losses.js';
import type { Gradient, GradientRequest } from '../../programs/gradient.js';
import { lengthOf, rescaling } from '../rescale.js';
import { type AttentionControlSettings, stepSizeAt } from './settings.js';

export interface LatentUpdateRequest extends Omit<GradientRequest, 'weights'> {
  /** [height · width] of the latent: where it may change, and how far: 0, or the strength of the edit there. */
  latentMask: Float32Array;
  settings: AttentionControlSettings;
  signal?: AbortSignal | undefined;
}

export interface LatentUpdate {
  latent: Float32Array;
  /** The losses before each gradient step. */
  losses: LossValues[];
  /** Runs of the latent gradient. */
  runs: number;
}

/**
 * The masked gradient step (MDE-Edit, Eq. 8), repeated while it pays:
 *
 *     z* ← M ⊙ (z* − δ ∇L) + (1 − M) ⊙ z*,   ∇L = Σₗ λₗ ∇Lₗ / max|∇Lₗ| over the losses in use
 *
 * Each gradient is divided by its largest element inside M at the first iteration, because OAL's is larger,
 * by a factor that changes from step to step, and would drown CCL's. With δ the step size for the edit's number
 * of steps, a loss alone moves an element by λ·δ at most, and a second loss adds its own way to that instead of
 * taking a share of it. Later iterations go as far as the first, in the directions that they find.
 */
export async function updateLatent(gradient: Gradient, request: LatentUpdateRequest): Promise<LatentUpdate> {
  const { settings, latentMask, signal } = request;
  const at = (latent: Float32Array, weights: LossValues) => {
    throwIfAborted(signal);
    return gradient.run({ ...request, latent, weights });
  };

  const weights: LossValues = {};
  let direction = new Float32Array(request.latent.length);
  const losses: LossValues[] = [];
  const names = gradient.losses as readonly LossName[];
  let first: { length: number; largest: number } | undefined;
  for (const name of names) {
    const alone = await at(request.latent, { [name]: 1 });
    const size = {
      length: lengthIn(alone.gradient, latentMask),
      largest: largest(alone.gradient, latentMask),
    };
    first ??= size;
    const lambda = settings.lossWeights[name]!;
    const weight =
      settings.rescale > 0
        ? balanced(lambda * rescaling(size.length, first.length, RESCALED), first.largest)
        : balanced(lambda, size.largest);
    weights[name] = weight;
    direction = direction.map((d, i) => d + weight * alone.gradient[i]!);
    losses[0] = alone.losses;
  }
  const total = (values: LossValues) => names.reduce((sum, name) => sum + weights[name]! * values[name]!, 0);

  const reach = stepSizeAt(settings) * largest(direction, latentMask);
  let latent: Float32Array = request.latent;
  for (let runs = gradient.losses.length; ; runs++) {
    const moved = step(latent, direction, latentMask, reach);
    if (losses.length === settings.innerIterations) return { latent: moved, losses, runs };
    const next = await at(moved, weights);
    const before = total(losses.at(-1)!);
    // Losses may be negative, as the spatial ratio is: an improvement is a share of their size.
    if (total(next.losses) > before - settings.minImprovement * Math.abs(before)) {
      return { latent: total(next.losses) < before ? moved : latent, losses, runs: runs + 1 };
    }
    losses.push(next.losses);
    [latent, direction] = [moved, Float32Array.from(next.gradient)];
  }
}

/** The limits of the rescaling rule, as published. */
const RESCALED = [0.33, 3] as const;

/** The Euclidean length of what is inside `mask`. */
function lengthIn(gradient: Float32Array, mask: Float32Array): number {
  return lengthOf(gradient.map((g, i) => (mask[i % mask.length]! > 0 ? g : 0)));
}

function balanced(lambda: number, size: number): number {
  return size === 0 ? 0 : lambda / size;
}

/** The largest size of an element inside `mask`. */
function largest(gradient: Float32Array, mask: Float32Array): number {
  let size = 0;
  for (let i = 0; i < gradient.length; i++) {
    if (mask[i % mask.length]! > 0) size = Math.max(size, Math.abs(gradient[i]!));
  }
  return size;
}

/** Moves `latent` against `direction` inside `mask`, by at most `reach` times the mask's value in any element. */
function step(
  latent: Float32Array,
  direction: Float32Array,
  mask: Float32Array,
  reach: number,
): Float32Array {
  const size = largest(direction, mask);
  if (size === 0) return latent;
  return latent.map((z, i) => z - (mask[i % mask.length]! * reach * direction[i]!) / size);
}
