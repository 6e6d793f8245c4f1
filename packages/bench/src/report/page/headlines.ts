import type { MetricKey } from '../../metrics/definitions.js';
import type { BenchRun } from '../../run/result.js';
import { leaderboard, textOf } from '../leaderboard.js';
import { OURS } from '../markdown.js';
import { EDIT_COUNTS } from '../values.js';
import { escaped } from './escaped.js';

const percent = (share: number | undefined) =>
  share === undefined ? '–' : `${Number((100 * share).toPrecision(2))} %`;

/** The few numbers of our method that a reader wants first; empty if it did not run or nothing says what is right. */
export function headlines(run: BenchRun): string {
  const { metric, standings } = leaderboard(run);
  const ours = standings.find(({ arm }) => arm === OURS) ?? standings[0];
  if (!ours || metric !== 'pictureRight') return '';
  const other = (key: MetricKey) => percent(ours.others.get(key)?.mean);
  const cards = [
    ...EDIT_COUNTS.map((count, i) => [`all right, ${count}`, textOf(metric, ours.byCount[i])] as const),
    ['single edits right', other('editsRight')],
    ['of unnamed things changed', other('changedUnnamed')],
    ['seconds per picture', ours.cost.seconds.toFixed(1)],
  ] as const;
  const html = cards.map(
    ([label, value]) => `<div class="card"><b>${value.split(' (')[0]}</b><span>${label}</span></div>`,
  );
  return `<p class="lead">${escaped(ours.arm)} on ${run.items.length} pictures of ${escaped(run.data)}</p><div class="cards">${html.join('')}</div>`;
}
