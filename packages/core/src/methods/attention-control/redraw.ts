import type { AttentionScene } from './scene.js';

/**
 * Per cell of the latent, how much of it is drawn anew, 0…1: where a shape may change, what the original has and the
 * model does not mean under the source prompt would shine through the new thing. `undefined` if nothing is.
 */
export function redrawnCells({
  regions,
  fresh,
  latentMask,
  settings,
  inversion,
}: AttentionScene): Float32Array | undefined {
  if (settings.redraw === 0 || inversion.sampling !== 'consistency') return undefined;
  const shares = regions
    .filter(({ attention }) => attention !== 'all')
    .map(({ maskAt }) => maskAt(latentMask.length));
  if (fresh) shares.push(fresh.cells);
  if (shares.length === 0) return undefined;
  return latentMask.map((_, i) => settings.redraw * Math.max(...shares.map((share) => share[i]!)));
}

/** One step as it is, and as a consistency model alone would make it. */
interface Redraw {
  /** Where the branch's step leads beside the reconstruction, and its mean. */
  latent: Float32Array;
  mean: Float32Array;
  /** What an untouched latent is after the step, and after the last one. */
  level: Float32Array;
  picture: Float32Array;
  /** How much of the picture is in `level`. */
  signal: number;
}

/** The next latent, in its redrawn cells the picture that the model means with the level's noise. */
export function redraw(cells: Float32Array, { latent, mean, level, picture, signal }: Redraw): Float32Array {
  return latent.map((z, i) => {
    const share = cells[i % cells.length]!;
    if (share === 0) return z;
    return (1 - share) * z + share * (mean[i]! + level[i]! - signal * picture[i]!);
  });
}
