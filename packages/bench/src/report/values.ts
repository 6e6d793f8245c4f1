import type { MetricKey } from '../metrics/definitions.js';
import { type BenchRun, type ItemResult, isFailure, REFERENCES, type Reference } from '../run/result.js';

/** Which picture was scored: the result, or what the model drew before the paste. */
export type Scope = 'pasted' | 'model';

export interface Question {
  /** An arm's name, or a reference's. */
  row: string;
  metric: MetricKey;
  scope: Scope;
  /** One group of items, by split or by kind; all unless given. */
  split?: string;
}

/** The scores that answer a question, by item. Items without the metric are absent. */
export function valuesOf({ items }: BenchRun, { row, metric, scope, split }: Question): Map<string, number> {
  const values = new Map<string, number>();
  for (const item of items) {
    if (split !== undefined && !groupsOfItem(item).includes(split)) continue;
    const value = scoresOf(item, row, scope)?.[metric];
    if (value != null) values.set(item.id, value);
  }
  return values;
}

function scoresOf({ arms, references }: ItemResult, row: string, scope: Scope) {
  if (REFERENCES.includes(row as Reference)) return references[row as Reference];
  const result = arms[row];
  return result && !isFailure(result) ? result[scope] : undefined;
}

/** The splits of a run's items, in the order in which they come. */
export function splitsOf({ items }: BenchRun): string[] {
  return [...new Set(items.map(({ split }) => split))];
}

/** Groups by the number of edits per picture. */
export const EDIT_COUNTS = ['1–2 edits', '3–4 edits', '5–8 edits'] as const;

const countOf = ({ edits: { length } }: ItemResult) => EDIT_COUNTS[length < 3 ? 0 : length < 5 ? 1 : 2];

/** Every group that an item is in. */
const groupsOfItem = (item: ItemResult): string[] => [item.split, item.kind, countOf(item)];

/**
 * The groups that tables are about: splits, kinds of edits and, if it is known what came out, numbers of edits, where
 * there are several; and all items.
 */
export function groupsOf(run: BenchRun): string[] {
  const kinds = [...new Set(run.items.map(({ kind }) => kind))].sort();
  const present = new Set(run.items.map(countOf));
  const counts = hasOutcomes(run) ? EDIT_COUNTS.filter((count) => present.has(count)) : [];
  const several = [splitsOf(run), kinds, counts].filter((groups) => groups.length > 1);
  return [...new Set([...several.flat(), 'all'])];
}

/** Whether a run's data say what their edits ask for, so that it is known which came out. */
export function hasOutcomes({ items }: BenchRun): boolean {
  return items.some(({ arms }) =>
    Object.values(arms).some((result) => !isFailure(result) && result.pasted.pictureRight != null),
  );
}
