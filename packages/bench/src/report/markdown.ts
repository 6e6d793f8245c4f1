import { METRICS } from '../metrics/definitions.js';
import { type BenchRun, isFailure } from '../run/result.js';
import { leaderboard, markdownLeaderboard } from './leaderboard.js';
import { markdownPublished } from './page/published.js';
import { fillTable, plansOf } from './plan.js';
import { markdownTable } from './table.js';
import { groupsOf, splitsOf } from './values.js';
import { defeats, sayDefeats } from './verdict.js';

/** The method that a report is about. */
export const OURS = 'MDE-Edit';

/** What a report says besides its run. */
export interface ReportFacts {
  title: string;
  commit: string;
  machine: string;
}

/** The report as Markdown lines. */
export function markdownReport(run: BenchRun, facts: ReportFacts): string[] {
  const plans = plansOf(run);
  return [
    `# ${facts.title}`,
    '',
    ...sayRun(run, facts),
    ...sayStandings(run),
    ...plans.flatMap((plan) => [
      '',
      `## ${plan.title}`,
      '',
      ...markdownTable(fillTable(run, plan)),
      '',
      plan.note,
    ]),
    ...(plans.some(({ rows }) => rows.has(OURS)) ? ['', ...sayWhereNotBest(run)] : []),
    ...markdownPublished(run),
    '',
    '## What is measured',
    '',
    'A metric that a picture has nothing for is left out of that picture, never 0: means are over the pictures that have it. In brackets: 95 % bootstrap intervals over pictures. References in italics do not compete.',
    '',
    ...METRICS.map(({ name, definition }) => `- **${name}**: ${definition}`),
  ];
}

function sayStandings(run: BenchRun): string[] {
  const board = leaderboard(run);
  return board.standings.length > 0 ? ['', '## Leaderboard', '', ...markdownLeaderboard(board)] : [];
}

/** What was run, on what, and what failed. */
export function sayRun(run: BenchRun, { commit, machine }: ReportFacts): string[] {
  const bySplit = splitsOf(run).map(
    (split) => `${run.items.filter((item) => item.split === split).length} ${split}`,
  );
  const steps = [...new Set(run.arms.map(({ settings }) => settings.steps))].join(' or ');
  return [
    `${run.data}: ${run.items.length} of ${run.wanted} pictures (${bySplit.join(', ')}), ${steps} DDIM steps. Networks of the metrics: ${Object.values(run.networks).join('; ') || 'none'}. Engine ${run.basis.engine}, pack ${run.basis.pack}, commit ${commit}. ${machine}.`,
    '',
    `UNet evaluations a picture, and how many more with gradient: ${run.arms.map(({ name }) => sayCost(run, name)).join('; ')}.`,
    ...(run.skipped.length > 0 ? ['', `Left out of the data set: ${run.skipped.length} entries.`] : []),
    ...sayFailures(run),
  ];
}

/** What could not be made, once per reason. */
function sayFailures({ items }: BenchRun): string[] {
  const byReason = new Map<string, string[]>();
  for (const { id, arms } of items)
    for (const [arm, result] of Object.entries(arms)) {
      if (!isFailure(result)) continue;
      const reason = `${arm}: ${result.message}`;
      byReason.set(reason, [...(byReason.get(reason) ?? []), id]);
    }
  const lines = [...byReason].map(([reason, [first, ...others]]) => {
    const more = others.length > 0 ? ` and ${others.length} more` : '';
    return `- ${reason} (${first}${more})`;
  });
  return lines.length > 0 ? ['', 'Not made:', ...lines] : [];
}

function sayCost({ items }: BenchRun, arm: string): string {
  const results = items.flatMap(({ arms }) => {
    const result = arms[arm];
    return result && !isFailure(result) ? [result.facts] : [];
  });
  if (results.length === 0) return `${arm}: none made`;
  const mean = (key: 'unetRuns' | 'gradientRuns') =>
    Math.round(results.reduce((sum, facts) => sum + facts[key], 0) / results.length);
  return `${arm} ${mean('unetRuns')} + ${mean('gradientRuns')}`;
}

/** Where {@link OURS} is not the best, by the columns of all tables that it is in. */
export function sayWhereNotBest(run: BenchRun): string[] {
  const splits = groupsOf(run);
  return plansOf(run)
    .filter(({ rows }) => [...rows.values()].includes(OURS))
    .flatMap(({ title, rows, columns }) => [
      `**Where ${OURS} is not the best (${title}):** of ${columns.length * splits.length} comparisons of means, with the 95 % interval of the paired difference. One in forty would fall beyond chance against it if nothing differed.`,
      '',
      ...sayDefeats(OURS, defeats(run, OURS, { arms: [...rows.values()], columns, splits })).map(
        (line) => `- ${line}`,
      ),
      '',
    ]);
}
