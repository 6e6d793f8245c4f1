import type { Picture } from '@dualedit/foundation';
import { luma, type Selection } from './pixels.js';

const SIGMA = 1.5;
const RADIUS = 5;
const C1 = (0.01 * 255) ** 2;
const C2 = (0.03 * 255) ** 2;

/** A plane of numbers, row by row. */
export interface Plane {
  width: number;
  height: number;
  data: Float64Array;
}

/**
 * SSIM (Wang et al. 2004) of the luma, averaged over the selected pixels: 11×11 Gaussian windows of
 * σ = 1.5, K₁ = 0.01, K₂ = 0.03. Windows see selected pixels alone: their weights are renormalised, so that
 * neither what was edited nor the picture's border takes part. null where no pixel is selected.
 */
export function ssim(a: Picture, b: Picture, selection: Selection): number | null {
  const count = selection.reduce((sum, value) => sum + value, 0);
  if (count === 0) return null;
  const plane = (picture: Picture): Plane => ({ ...picture, data: luma(picture) });
  const { ssim: map } = similarity(plane(a), plane(b), Float64Array.from(selection));
  return map.reduce((sum, value, i) => sum + value * selection[i]!, 0) / count;
}

/** SSIM and its contrast–structure factor at each pixel; windows see pixels by their `weights`. */
export function similarity(a: Plane, b: Plane, weights: Float64Array) {
  const { width, height } = a;
  const total = blur({ width, height, data: weights });
  const mean = (value: (i: number) => number) => {
    const sum = blur({ width, height, data: weights.map((weight, i) => weight * value(i)) });
    return sum.map((s, i) => (total[i]! > 0 ? s / total[i]! : 0));
  };
  const [meanA, meanB] = [mean((i) => a.data[i]!), mean((i) => b.data[i]!)];
  const squareA = mean((i) => a.data[i]! ** 2);
  const squareB = mean((i) => b.data[i]! ** 2);
  const product = mean((i) => a.data[i]! * b.data[i]!);
  const contrast = meanA.map((ma, i) => {
    const covariance = product[i]! - ma * meanB[i]!;
    const variances = squareA[i]! - ma ** 2 + squareB[i]! - meanB[i]! ** 2;
    return (2 * covariance + C2) / (variances + C2);
  });
  const luminance = meanA.map((ma, i) => (2 * ma * meanB[i]! + C1) / (ma ** 2 + meanB[i]! ** 2 + C1));
  return { contrast, ssim: luminance.map((value, i) => value * contrast[i]!) };
}

const KERNEL = Array.from({ length: 2 * RADIUS + 1 }, (_, i) =>
  Math.exp(-((i - RADIUS) ** 2) / (2 * SIGMA ** 2)),
);
const KERNEL_SUM = KERNEL.reduce((sum, value) => sum + value, 0);

/** Gaussian-weighted sums; beyond the border there is nothing. */
function blur({ width, height, data }: Plane): Float64Array {
  const pass = (from: Float64Array, step: number, length: number, at: (i: number) => number) =>
    from.map((_, i) => {
      const place = at(i);
      let sum = 0;
      for (let k = Math.max(-RADIUS, -place); k <= Math.min(RADIUS, length - 1 - place); k++) {
        sum += KERNEL[k + RADIUS]! * from[i + k * step]!;
      }
      return sum / KERNEL_SUM;
    });
  return pass(
    pass(data, 1, width, (i) => i % width),
    width,
    height,
    (i) => Math.floor(i / width),
  );
}
