import { DualeditError, type Picture } from '@dualedit/foundation';
import { luma } from './pixels.js';
import { type Plane, similarity } from './ssim.js';

/** The five scales' weights (Wang et al. 2003). */
const WEIGHTS = [0.0448, 0.2856, 0.3001, 0.2363, 0.1333];
const WINDOW = 11;

/**
 * MS-SSIM (Wang et al. 2003) of the luma of whole pictures, over windows that lie wholly inside. Small
 * pictures have fewer scales, as many as leave room for a window, and the weights that remain are
 * renormalised: four at 128 px. Negative contrast terms count as 0.
 * @throws DualeditError `picture-size` below 11 pixels
 */
export function msSsim(a: Picture, b: Picture): number {
  const shorter = Math.min(a.width, a.height);
  if (shorter < WINDOW) throw tooSmall(a);
  const scales = Math.min(WEIGHTS.length, 1 + Math.floor(Math.log2(shorter / WINDOW)));
  const weights = WEIGHTS.slice(0, scales);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let [planeA, planeB]: [Plane, Plane] = [
    { ...a, data: luma(a) },
    { ...b, data: luma(b) },
  ];
  let result = 1;
  weights.forEach((weight, scale) => {
    const maps = similarity(planeA, planeB, new Float64Array(planeA.data.length).fill(1));
    const map = scale === scales - 1 ? maps.ssim : maps.contrast;
    result *= Math.max(0, innerMean({ ...planeA, data: map })) ** (weight / total);
    [planeA, planeB] = [halved(planeA), halved(planeB)];
  });
  return result;
}

/** Over windows that lie wholly inside. */
function innerMean({ width, height, data }: Plane): number {
  const edge = (WINDOW - 1) / 2;
  let sum = 0;
  for (let y = edge; y < height - edge; y++) {
    for (let x = edge; x < width - edge; x++) sum += data[y * width + x]!;
  }
  return sum / ((width - 2 * edge) * (height - 2 * edge));
}

/** Averages of 2×2; an odd last row or column is left out. */
function halved({ width, height, data }: Plane): Plane {
  const [w, h] = [width >> 1, height >> 1];
  const out = new Float64Array(w * h);
  for (let y = 0; y < h; y++) {
    for (let x = 0; x < w; x++) {
      const at = 2 * y * width + 2 * x;
      out[y * w + x] = (data[at]! + data[at + 1]! + data[at + width]! + data[at + width + 1]!) / 4;
    }
  }
  return { width: w, height: h, data: out };
}

function tooSmall({ width, height }: Picture): DualeditError {
  return new DualeditError({
    code: 'picture-size',
    message: `Expected a picture of at least ${WINDOW}×${WINDOW} pixels but received ${width}×${height}.`,
    hint: 'MS-SSIM needs room for its window.',
    received: { width, height },
  });
}
