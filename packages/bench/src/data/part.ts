import { DualeditError } from '@dualedit/foundation';
import type { BenchData } from './item.js';

/**
 * Every nth picture of a data set: several processes, each with a part, fill one cache, and a run of the whole then makes
 * nothing more.
 * @param part `K/N`: from the Kth picture on, every Nth
 * @throws DualeditError `data-part`
 */
export function partOf(data: BenchData, part: string): BenchData {
  const [k, n] = (/^(\d+)\/(\d+)$/.exec(part)?.slice(1) ?? []).map(Number);
  if (!k || !n || k > n) {
    throw new DualeditError({
      code: 'data-part',
      message: `Expected a part such as 1/2 or 2/2, but got "${part}".`,
      hint: 'Give which part this is, and of how many.',
      received: part,
    });
  }
  return { ...data, items: data.items.filter((_, i) => i % n === k - 1) };
}
