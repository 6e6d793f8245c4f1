import type { Picture } from '@dualedit/foundation';

/** The largest difference of a color channel between two pictures of one size at a pixel, in levels. */
export function largestDifference({ data: a }: Picture, { data: b }: Picture, pixel: number): number {
  const at = pixel * 4;
  return Math.max(
    Math.abs(a[at]! - b[at]!),
    Math.abs(a[at + 1]! - b[at + 1]!),
    Math.abs(a[at + 2]! - b[at + 2]!),
  );
}

/** The same at every pixel. */
export function largestDifferences(a: Picture, b: Picture): Float32Array {
  return Float32Array.from({ length: a.width * a.height }, (_, pixel) => largestDifference(a, b, pixel));
}
