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
    if (split !== undefined && item.split !== split && item.kind !== split) continue;
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

/** The groups that tables are about: splits and kinds of edits, where there are several, and all items. */
export function groupsOf(run: BenchRun): string[] {
  const kinds = [...new Set(run.items.map(({ kind }) => kind))].sort();
  return [...new Set([...[splitsOf(run), kinds].filter((groups) => groups.length > 1).flat(), 'all'])];
}
