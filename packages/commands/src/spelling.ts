/** Words longer than this are no misspellings of short ones; the bound keeps a comparison's time constant. */
const LONGEST = 24;

/**
 * The word of a list that a misspelled one is nearest to: one letter wrong, missing, too many or changed places
 * with the next one; two of them in words of six letters and more.
 */
export function near(word: string, known: readonly string[]): string | undefined {
  if (word.length < 3 || word.length > LONGEST) return undefined;
  const most = word.length < 6 ? 1 : 2;
  let best: { name: string; distance: number } | undefined;
  for (const name of known) {
    if (Math.abs(name.length - word.length) > most) continue;
    const distance = editDistance(word, name);
    if (distance > 0 && distance <= most && (!best || distance < best.distance)) best = { name, distance };
  }
  return best?.name;
}

/** Optimal string alignment: insertions, deletions, substitutions, and swaps of neighbors. */
function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      next[j] = Math.min(
        row[j]! + 1,
        next[j - 1]! + 1,
        row[j - 1]! + cost,
        swapped ? before[j - 2]! + 1 : Number.POSITIVE_INFINITY,
      );
    }
    [before, row] = [row, next];
  }
  return row[b.length]!;
}
