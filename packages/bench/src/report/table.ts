import { METRICS, type MetricKey } from '../metrics/definitions.js';
import type { Metric } from '../metrics/metric.js';
import type { BenchRun } from '../run/result.js';
import type { Estimate } from './bootstrap.js';
import { estimate } from './estimate.js';
import { type Scope, valuesOf } from './values.js';

/** One number of a table: a metric of the pasted result, or of what the model drew before the paste. */
export interface Column {
  metric: MetricKey;
  scope: Scope;
}

export interface Cell {
  estimate: Estimate | undefined;
  /** Of the arms, none is better on this column, and not all are alike; references do not compete. */
  best: boolean;
}

export interface TableRow {
  split: string;
  name: string;
  isReference: boolean;
  cells: Cell[];
}

export interface Table {
  columns: Column[];
  rows: TableRow[];
}

export interface TableRequest {
  columns: readonly Column[];
  arms: readonly string[];
  references: readonly string[];
  /** One group of rows each; `all` is all items. */
  splits: readonly string[];
}

export const metricOf = (key: MetricKey): Metric => METRICS.find((metric) => metric.key === key)!;

/** Means and intervals of every arm, split by split; references come with the last split alone. */
export function makeTable(run: BenchRun, request: TableRequest): Table {
  const { columns, arms, references, splits } = request;
  const rows = splits.flatMap((split) => {
    const shown = split === splits.at(-1) ? references : [];
    const estimates = [...arms, ...shown].map((row) => ({
      row,
      estimates: columns.map((column) =>
        estimate(metricOf(column.metric), [
          ...valuesOf(run, { row, ...column, ...(split === 'all' ? {} : { split }) }).values(),
        ]),
      ),
    }));
    const bests = columns.map(({ metric }, at) =>
      bestOf(
        metricOf(metric),
        estimates.slice(0, arms.length).map((row) => row.estimates[at]),
      ),
    );
    return estimates.map(({ row, estimates: own }) => ({
      split,
      name: row,
      isReference: references.includes(row),
      cells: own.map((estimate, at) => ({
        estimate,
        best: arms.includes(row) && estimate !== undefined && estimate.mean === bests[at],
      })),
    }));
  });
  return { columns: [...columns], rows };
}

function bestOf({ better }: Metric, estimates: readonly (Estimate | undefined)[]): number | undefined {
  const means = estimates.filter((estimate) => estimate !== undefined).map(({ mean }) => mean);
  if (new Set(means).size < 2) return undefined;
  return better === 'higher' ? Math.max(...means) : Math.min(...means);
}

export function columnName({ metric, scope }: Column): string {
  const { name, better } = metricOf(metric);
  return `${name}${scope === 'model' ? ' (drawn)' : ''} ${better === 'higher' ? '↑' : '↓'}`;
}

/** `0.282 (0.276…0.288)`; `n` follows where not all of the split's items had the metric. */
export function cellText({ estimate }: Cell, { metric }: Column): string {
  if (!estimate) return '–';
  const { digits } = metricOf(metric);
  const text = (value: number) => value.toFixed(digits);
  return `${text(estimate.mean)} (${text(estimate.low)}…${text(estimate.high)})`;
}

/** The table as Markdown lines; the best of the arms is bold. */
export function markdownTable({ columns, rows }: Table): string[] {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [
    line(['split', 'method', ...columns.map(columnName)]),
    line(['---', '---', ...columns.map(() => '---')]),
    ...rows.map(({ split, name, isReference, cells }) =>
      line([
        split,
        isReference ? `*${name}*` : name,
        ...cells.map((cell, at) => {
          const text = cellText(cell, columns[at]!);
          return cell.best ? `**${text}**` : text;
        }),
      ]),
    ),
  ];
}
