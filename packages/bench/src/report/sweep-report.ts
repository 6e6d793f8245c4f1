import type { MetricKey } from '../metrics/definitions.js';
import type { Metric } from '../metrics/metric.js';
import type { BenchRun } from '../run/result.js';
import { ABLATION, type Ablated, type SweepArm } from '../run/sweep.js';
import { estimateMean } from './bootstrap.js';
import { type Line, lineChart } from './chart.js';
import { type ReportFacts, sayRun } from './markdown.js';
import { STYLE } from './page-assets.js';
import { type Column, makeTable, markdownTable, metricOf } from './table.js';
import { splitsOf, valuesOf } from './values.js';

const COLUMNS: readonly Column[] = (
  [
    'clip',
    'clipObject',
    'targetColor',
    'truthRmse',
    'truthFeatures',
    'bgFeatures',
    'bgSsim',
    'attentionIou',
  ] satisfies MetricKey[]
).map((metric) => ({ metric, scope: 'model' }));

/** A table for every axis, all of its values by the losses in use, as Markdown lines. */
export function markdownSweep(run: BenchRun, arms: readonly SweepArm[], facts: ReportFacts): string[] {
  return [
    `# ${facts.title}`,
    '',
    ...sayRun(run, facts).slice(0, 1),
    '',
    'One setting at a time; the others as MDE-Edit has them. All of what the model drew, before the paste. Means with 95 % bootstrap intervals over pictures; bold is the best of the table.',
    ...settingsOf(arms).flatMap((setting) => [
      '',
      `## ${setting}`,
      '',
      ...markdownTable(
        makeTable(run, {
          columns: COLUMNS,
          arms: arms.filter(({ axis }) => axis.setting === setting).map(({ arm }) => arm.name),
          references: [],
          splits: splitsOf(run),
        }),
      ),
    ]),
  ];
}

/** Means over all pictures, a row for each value: none / OAL / CCL / both in a cell. */
export function compactSweep(run: BenchRun, arms: readonly SweepArm[]): string[] {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const rows = new Map(arms.map(({ axis, value }) => [`${axis.setting} ${value}`, { axis, value }]));
  return [
    line(['setting', 'value', ...COLUMNS.map(({ metric }) => nameOf(metric))]),
    line(['---', '---', ...COLUMNS.map(() => '---')]),
    ...[...rows.values()].map(({ axis, value }) => {
      const own = arms.filter((arm) => arm.axis === axis && arm.value === value);
      const cells = COLUMNS.map((column) => {
        const means = own.map(
          ({ arm }) => estimateMean([...valuesOf(run, { row: arm.name, ...column }).values()])?.mean,
        );
        return allOf(own, means, metricOf(column.metric));
      });
      return line([axis.setting, String(value), ...cells]);
    }),
  ];
}

function allOf(arms: readonly SweepArm[], means: readonly (number | undefined)[], metric: Metric): string {
  const known = means.filter((mean) => mean !== undefined);
  const best = metric.better === 'higher' ? Math.max(...known) : Math.min(...known);
  return (Object.keys(ABLATION) as Ablated[])
    .map((ablated) => {
      const mean = means[arms.findIndex((arm) => arm.ablated === ablated)];
      if (mean === undefined) return '–';
      return mean === best ? `**${mean.toFixed(metric.digits)}**` : mean.toFixed(metric.digits);
    })
    .join(' / ');
}

/** The curves: every metric by every setting, a line for each choice of losses, in one page. */
export function htmlSweep(run: BenchRun, arms: readonly SweepArm[], facts: ReportFacts): string {
  const sections = settingsOf(arms).map((setting) => {
    const own = arms.filter(({ axis }) => axis.setting === setting);
    const charts = splitsOf(run).map(
      (split) =>
        `<h3>${split}</h3><div class="charts">${COLUMNS.map((column) => chart(run, own, column, split)).join('')}</div>`,
    );
    return `<h2>${setting}</h2>${charts.join('')}`;
  });
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${facts.title}</title><style>${STYLE}</style></head><body>
<h1>${facts.title}</h1>
<p>${sayRun(run, facts)[0]}</p>
<p class="note">Axes do not begin at 0. All of what the model drew, before the paste.</p>
${sections.join('\n')}</body></html>
`;
}

const nameOf = (metric: MetricKey) => {
  const { name, better } = metricOf(metric);
  return `${name} ${better === 'higher' ? '↑' : '↓'}`;
};
const settingsOf = (arms: readonly SweepArm[]) => [...new Set(arms.map(({ axis }) => axis.setting))];

function chart(run: BenchRun, arms: readonly SweepArm[], column: Column, split: string): string {
  const lines = (Object.keys(ABLATION) as Ablated[]).flatMap((ablated): Line[] => {
    const points = arms
      .filter((arm) => arm.ablated === ablated)
      .flatMap(({ value, arm }) => {
        const estimate = estimateMean([...valuesOf(run, { row: arm.name, ...column, split }).values()]);
        return estimate ? [[value, estimate.mean] as const] : [];
      });
    return points.length > 0 ? [{ name: ablated, points }] : [];
  });
  return lineChart(nameOf(column.metric), arms[0]!.axis.setting, lines, {
    fromZero: false,
  });
}
