import type { JobResult } from '@dualedit/jobs';
import type { Figures } from '../contract.js';

/** What is measured of an edit, for curves and maps. */
export function figuresOf({ metrics, timings, attention = [] }: JobResult): Figures {
  const { losses = [], ...numbers } = metrics;
  return {
    losses: losses.map((step) => finite(step)),
    attention: attention.map(({ width, height, data }, edit) => ({
      edit,
      width,
      height,
      data: Buffer.from(stretched(data)).toString('base64'),
    })),
    timings,
    metrics: finite(numbers),
  };
}

/** Those values that are numbers: what is infinite or absent has no place in JSON. */
function finite(values: object): Record<string, number> {
  return Object.fromEntries(
    Object.entries(values).filter((entry): entry is [string, number] => Number.isFinite(entry[1])),
  );
}

/** 0…255, the most at 255. */
function stretched(data: readonly number[]): Uint8Array {
  const most = Math.max(...data, Number.EPSILON);
  return Uint8Array.from(data, (value) => Math.round((255 * value) / most));
}
