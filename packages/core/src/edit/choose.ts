import { countFailed, DualeditError, type OnProgress } from '@dualedit/foundation';
import type { MethodName } from '../methods/methods.js';
import { canMake } from './check-combination.js';
import type { EngineResult } from './large/full-picture.js';
import type { EditRequest } from './request.js';
import type { Variant } from './result.js';

/** How an edit is made. */
export type Way = Pick<Variant, 'method' | 'strength'>;

/** What is tried if a request names no methods: those that take seconds, the usual one first. */
const METHODS_TO_TRY: readonly MethodName[] = ['mde', 'guide-rescale', 'mag', 'p2p'];
/** Beside the strength that is asked for. */
const STRENGTHS = [1, 1.5, 0.7];
const STRONGEST = 2;
const MOST = 8;

/**
 * The ways in which a request wants its edit to be made: each method that it chooses from, then the same stronger and
 * softer until there are as many as it wants variants. One way for a request that wants none.
 * @throws DualeditError `variants-range`
 */
export function waysOf({ choose, variants, method, edits, strength = 1 }: EditRequest): Partial<Way>[] {
  if (choose === undefined && variants === undefined) return [{}];
  const toTry = METHODS_TO_TRY.filter((name) => canMake(name, edits));
  const usual = method === undefined ? toTry : [method, ...toTry];
  const methods = [...new Set(choose && choose.length > 0 ? choose : usual)];
  const count = variants ?? methods.length;
  const all = STRENGTHS.flatMap((factor) =>
    methods.map((name) => ({ method: name, strength: Math.min(STRONGEST, strength * factor) })),
  );
  if (Number.isInteger(count) && count >= 1 && count <= Math.min(MOST, all.length))
    return all.slice(0, count);
  throw new DualeditError({
    code: 'variants-range',
    message: `Expected 1 to ${Math.min(MOST, all.length)} variants of ${methods.join(', ')}, a whole number, but received ${count}.`,
    hint: 'Name more methods to choose from, or ask for fewer variants.',
    received: count,
  });
}

/**
 * Makes an edit in several ways and returns the best: of those of which most came out, the one whose places show best
 * what they should.
 * @param fit how well a result's places show that, if the pack can tell
 */
export async function bestOfWays(
  ways: readonly ((onProgress: OnProgress | undefined) => Promise<EngineResult>)[],
  onProgress: OnProgress | undefined,
  fit: (result: EngineResult) => Promise<number | undefined>,
): Promise<EngineResult> {
  const results: EngineResult[] = [];
  const variants: Variant[] = [];
  for (const [i, make] of ways.entries()) {
    const result = await make(onProgress && partOf(onProgress, i, ways.length));
    const { picture, checks, config, timings } = result;
    const { method, strength } = config;
    const score = await fit(result);
    results.push(result);
    variants.push({ method, strength, picture, checks, timings, ...(score !== undefined && { score }) });
  }
  const order = [...variants.keys()].sort((a, b) => compare(variants[a]!, variants[b]!) || a - b);
  const chosen = order[0]!;
  const parts = results.map(({ part }) => part);
  return { ...results[chosen]!, variants, chosen, ...(parts[0] && { parts }) };
}

/** Fewer failures first, then the better score, then less that changed of what was to stay. */
function compare(a: Variant, b: Variant): number {
  const lost = ({ checks }: Variant) => checks.kept.reduce((sum, { changed }) => sum + changed, 0);
  return (
    countFailed(a.checks) - countFailed(b.checks) || (b.score ?? 0) - (a.score ?? 0) || lost(a) - lost(b)
  );
}

/** Progress of one of several edits, as a share of all; the time left is not known then. */
const partOf =
  (onProgress: OnProgress, index: number, count: number): OnProgress =>
  ({ etaSeconds: _, ...progress }) =>
    onProgress({ ...progress, fraction: (index + progress.fraction) / count });
