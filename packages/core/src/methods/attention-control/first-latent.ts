import type { AttentionScene } from './scene.js';

/**
 * What the edit branch begins with at the step `index`, of the original's latent there. The noisiest latent is not all
 * noise: z = s·x₀ + n·ε, and with s = 0.09 its mean still tells day from night. In bare regions that part is taken out,
 *
 *     z′ = z − s·x₀,
 *
 * and the original's ε stays.
 */
export function firstLatent(
  { regions, inversion, path, latentMask: { length } }: AttentionScene,
  index: number,
  latent: Float32Array,
): Float32Array {
  const bare = regions.filter((region) => region.bare).map((region) => region.maskAt(length));
  if (bare.length === 0) return latent;
  const { signal } = path.levels(index);
  const original = inversion.trajectory[0]!;
  return latent.map(
    (z, i) => z - signal * original[i]! * Math.max(...bare.map((cells) => cells[i % length]!)),
  );
}
