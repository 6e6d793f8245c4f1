import type { Picture } from '@dualedit/foundation';
import type { Selection } from './pixels.js';

/** PSNR of pictures that do not differ; a finite number, so that means stay numbers. */
export const MAX_PSNR = 100;

/**
 * Mean squared error of the selected pixels' three channels, on values of 0…1: the sum over the selection
 * divided by the selection's own size, so that masked pixels do not dilute it. null where none is selected.
 */
export function meanSquaredError(a: Picture, b: Picture, selection: Selection): number | null {
  let [sum, count] = [0, 0];
  for (let i = 0; i < selection.length; i++) {
    if (!selection[i]) continue;
    count++;
    for (let c = 4 * i; c < 4 * i + 3; c++) sum += ((a.data[c]! - b.data[c]!) / 255) ** 2;
  }
  return count === 0 ? null : sum / (3 * count);
}

/** PSNR in dB of a {@link meanSquaredError}, at most {@link MAX_PSNR}. */
export function psnr(error: number | null): number | null {
  return error === null ? null : Math.min(MAX_PSNR, -10 * Math.log10(error));
}
