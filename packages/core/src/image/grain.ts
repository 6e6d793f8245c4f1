import { boxMean } from './window.js';

/** From this many pixels of the original to one of the model's on, what the model draws is smoother than a photograph. */
const ENLARGED = 1.5;
/** With fewer pixels around, nothing is known of the grain. */
const LEAST_PIXELS = 200;
/** Averages of ones may be a little less than one, and of zeros a little more than none. */
const WHOLLY = 0.99;
const BARELY = 0.001;
/** The median of absolute values of a normal distribution of deviation 1. */
const MEDIAN = 0.6745;
/** Steps of a level: means of four, six or nine whole levels are multiples of one. */
const STEPS = 36;

/** Some rows of the part of a picture that is pasted into. */
export interface GrainRows {
  width: number;
  height: number;
  /** Rows at the top and at the bottom that are only there as neighbors of the others. */
  halo: { above: number; below: number };
  /** Green as it is in the original, and as the model drew it, enlarged. */
  original: (i: number) => number;
  drawn: (i: number) => number;
  /** Whether a pixel lies in the picture, and how much of it is pasted, 0…1. */
  isInside: (i: number) => boolean;
  pasted: (i: number) => number;
}

/** Compares the grain of a drawing with that of what it is pasted into, which may be read in strips. */
export class GrainMeter {
  private readonly around = new Uint32Array(256 * STEPS);
  private readonly inside = new Uint32Array(256 * STEPS);

  /** Counts what differs from the mean of its neighbors. */
  add(rows: GrainRows): void {
    const { original, drawn, isInside, pasted } = rows;
    count(this.around, rows, original, (i) => isInside(i) && pasted(i) < BARELY);
    count(this.inside, rows, drawn, (i) => pasted(i) > WHOLLY);
  }

  /**
   * The standard deviation, in levels, of the grain that the original has around what is pasted and the enlarged drawing
   * lacks; 0 if nothing is enlarged, or if the original has no more grain.
   * @param scale pixels of the original to one of the model's picture
   */
  missing(scale: number): number {
    if (scale < ENLARGED) return 0;
    const [around, inside] = [deviation(this.around), deviation(this.inside)];
    if (around === undefined || inside === undefined || around <= inside) return 0;
    return Math.sqrt(around ** 2 - inside ** 2);
  }
}

function count(
  counts: Uint32Array,
  { width, height, halo }: GrainRows,
  read: (i: number) => number,
  isCounted: (i: number) => boolean,
): void {
  const plane = Float32Array.from({ length: width * height }, (_, i) => read(i));
  const smooth = boxMean(plane, width, height, 1);
  for (let i = halo.above * width; i < (height - halo.below) * width; i++)
    if (isCounted(i)) counts[Math.round(STEPS * Math.abs(plane[i]! - smooth[i]!))]!++;
}

/** The standard deviation by the median: outlines are few and do not count. */
function deviation(counts: Uint32Array): number | undefined {
  const all = counts.reduce((sum, one) => sum + one, 0);
  if (all < LEAST_PIXELS) return undefined;
  let median = 0;
  for (let seen = counts[0]!; seen <= all >> 1; seen += counts[median]!) median++;
  // Of nine pixels of noise, the mean takes a ninth of the variance away.
  return median / STEPS / MEDIAN / Math.sqrt(8 / 9);
}

/** A number of about normal distribution and variance 1 that depends on an index only: a sum of four even ones. */
export function grainAt(index: number): number {
  let [sum, state] = [0, Math.imul(index + 1, 0x9e3779b1)];
  for (let i = 0; i < 4; i++) {
    state = Math.imul(state ^ (state >>> 15), 0x85ebca6b);
    state = Math.imul(state ^ (state >>> 13), 0xc2b2ae35);
    state ^= state >>> 16;
    sum += (state >>> 0) / 2 ** 32;
  }
  return (sum - 2) * Math.sqrt(3);
}
