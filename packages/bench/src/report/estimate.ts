import type { Metric } from '../metrics/metric.js';
import { type Estimate, estimateMean } from './bootstrap.js';
import { wilson } from './wilson.js';

/** The mean of a metric over pictures with its 95 % interval: Wilson's of yes and no, else by bootstrap. */
export function estimate({ isYesOrNo = false }: Metric, values: readonly number[]): Estimate | undefined {
  return isYesOrNo
    ? wilson(values.filter((value) => value === 1).length, values.length)
    : estimateMean(values);
}
