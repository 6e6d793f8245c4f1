/** How well a candidate shows what it should, and how little it changed elsewhere; more is better. */
export interface Score {
  target: number;
  background: number;
}

/**
 * Finds the best depth from coarse to fine: evenly spaced depths first, then the neighbors of the best, at half the
 * distance each time. Both scores are brought to 0…1 over all candidates and added.
 * @param most the largest depth
 */
export async function searchDepth(
  most: number,
  coarse: number,
  scoreAt: (depth: number) => Promise<Score>,
): Promise<number> {
  const scores = new Map<number, Score>();
  const tryAll = async (depths: readonly number[]) => {
    for (const depth of depths) {
      if (depth >= 1 && depth <= most && !scores.has(depth)) scores.set(depth, await scoreAt(depth));
    }
  };
  await tryAll(Array.from({ length: coarse }, (_, i) => Math.round(((i + 1) * most) / coarse)));
  for (let stride = most / coarse / 2; stride >= 0.5; stride /= 2) {
    const best = bestOf(scores);
    const step = Math.max(1, Math.round(stride));
    await tryAll([best - step, best + step]);
  }
  return bestOf(scores);
}

/** Scores of the candidates added up, each brought to 0…1. */
export function totals(scores: readonly Score[]): number[] {
  const spread = (values: readonly number[]) => {
    const [least, most] = [Math.min(...values), Math.max(...values)];
    return values.map((value) => (most > least ? (value - least) / (most - least) : 0));
  };
  const targets = spread(scores.map(({ target }) => target));
  const backgrounds = spread(scores.map(({ background }) => background));
  return targets.map((target, i) => target + backgrounds[i]!);
}

/** The first of the best, the least deep if they are equal. */
function bestOf(scores: ReadonlyMap<number, Score>): number {
  const depths = [...scores.keys()].sort((a, b) => a - b);
  const all = totals(depths.map((depth) => scores.get(depth)!));
  return depths[all.indexOf(Math.max(...all))]!;
}
