import type { MethodName } from '@dualedit/core';
import type { Job, JobOptions } from '@dualedit/jobs';

/** Methods that take seconds, in the order in which they are tried. */
const METHODS: readonly MethodName[] = ['mde', 'guide-rescale', 'mag', 'p2p'];
/** What the strength is multiplied by, once all of them were tried. */
const STRENGTHS = [1, 1.5, 0.7];
const STRONGEST = 2;
/** Instead of more than the strongest. */
const WEAKER = 0.83;

/**
 * Options under which the same request gives another picture: the next method, then all of them stronger, then softer;
 * and another seed. Of a job that chose from several methods, the next strength.
 */
export function anotherWay({
  edits,
  options,
  result,
}: Pick<Job, 'edits' | 'options' | 'result'>): Omit<JobOptions, 'masks'> {
  const seed = (options.seed ?? 1) + 1;
  // what is drawn behind a removed thing follows from the seed, and not every method can remove
  if (edits.some(({ kind }) => kind === 'removal')) return { ...options, seed };
  const several = options.choose !== undefined || options.variants !== undefined;
  const at = METHODS.indexOf(result?.config?.method ?? options.method ?? METHODS[0]!);
  const next = (at + 1) % METHODS.length;
  const method = several ? {} : { method: METHODS[next]! };
  if (!several && next !== 0) return { ...options, ...method, seed };
  // each time that all methods were tried took as many seeds as there are methods
  const round = several ? seed - 1 : Math.ceil((seed - 1) / METHODS.length);
  const factor = strengthOf(round) / strengthOf(round - 1);
  const before = options.strength ?? 1;
  const wanted = before * factor;
  const strength = Math.round((wanted > STRONGEST ? before * WEAKER : wanted) * 100) / 100;
  return { ...options, ...method, seed, strength };
}

/** A little more in each further turn through the strengths, so that none comes twice. */
const strengthOf = (round: number) =>
  STRENGTHS[round % STRENGTHS.length]! * (1 + 0.03 * Math.floor(round / STRENGTHS.length));
