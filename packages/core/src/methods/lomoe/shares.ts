import type { Region } from '../region.js';

/** How much of each cell of the latent is whose, [height · width] each; together 1. */
export interface Shares {
  background: Float32Array;
  regions: Float32Array[];
}

/**
 * Cells that are mostly inside a region's mask are the region's, as far as the latent may change at all.
 * @param averages whether regions that overlap share a cell; else the front one has it
 */
export function latentShares(regions: readonly Region[], inside: Float32Array, averages: boolean): Shares {
  const cells = inside.length;
  const own = regions.map((region) => {
    const mask = averages ? region.wholeAt(cells) : region.maskAt(cells);
    return mask.map((share, i) => Number(share >= 0.5 && inside[i]! > 0));
  });
  const count = Float32Array.from({ length: cells }, (_, i) => own.reduce((sum, one) => sum + one[i]!, 0));
  return {
    background: count.map((n) => Number(n === 0)),
    regions: own.map((one) => one.map((share, i) => share / Math.max(1, count[i]!))),
  };
}

/** Of each cell what its views say; the first one is the background's. */
export function merged([first, ...others]: readonly Float32Array[], shares: Shares): Float32Array {
  const cells = shares.background.length;
  return first!.map((value, i) =>
    others.reduce(
      (sum, view, n) => sum + shares.regions[n]![i % cells]! * view[i]!,
      shares.background[i % cells]! * value,
    ),
  );
}
