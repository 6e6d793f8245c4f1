import type { Picture } from '@dualedit/foundation';

/** The root mean square error of the colors of two pictures of one size, over the pixels inside, in levels. */
export function rmse(a: Picture, b: Picture, isInside: (pixel: number) => boolean): number {
  let [sum, values] = [0, 0];
  for (let i = 0; i < a.width * a.height; i++) {
    if (!isInside(i)) continue;
    for (const c of [0, 1, 2]) sum += (a.data[i * 4 + c]! - b.data[i * 4 + c]!) ** 2;
    values += 3;
  }
  return Math.sqrt(sum / values);
}
