import type { BenchRun } from '../../run/result.js';
import { type Leaderboard, leaderboard, type Standing, textOf } from '../leaderboard.js';
import { metricOf } from '../table.js';
import { EDIT_COUNTS } from '../values.js';
import { colorOf } from './colors.js';
import { escaped } from './escaped.js';
import { scatter } from './scatter.js';

/** The leaderboard with its scatter of success against cost; empty if nothing was made. */
export function standingsHtml(run: BenchRun): string {
  const board = leaderboard(run);
  if (board.standings.length === 0) return '';
  return `<h2 id="leaderboard">Leaderboard</h2>${tableHtml(board, run)}<p class="note">${escaped(noteOf(board))}</p>
<h2 id="cost">Success against cost</h2><p class="note">Up and to the left is better. Lines are 95 % intervals.</p><div class="scatters">${scatterOf(board, run, 'seconds', 'seconds per picture')}${scatterOf(board, run, 'evaluations', 'UNet evaluations per picture')}</div>`;
}

const noteOf = ({ metric }: Leaderboard) =>
  metric === 'pictureRight'
    ? 'Ordered by the share of pictures in which all edits came out, as the judge sees it. In brackets: 95 % intervals, Wilson for shares of pictures, bootstrap for means. A difference smaller than its interval is no difference.'
    : 'Ordered by how well the places of the edits fit their words, since nothing says what is right. In brackets: 95 % bootstrap intervals.';

function tableHtml({ metric, others, standings }: Leaderboard, run: BenchRun): string {
  const cost = ['seconds', 'evaluations', 'with gradient', 'not made'];
  const head = [
    metricOf(metric).name,
    ...EDIT_COUNTS,
    ...cost,
    ...others.map((key) => `${metricOf(key).name} ${metricOf(key).better === 'higher' ? '↑' : '↓'}`),
  ];
  const cells = ({ success, byCount, others: own, cost: paid, failed }: Standing) => [
    `<b>${textOf(metric, success)}</b>`,
    ...byCount.map((one) => textOf(metric, one)),
    paid.seconds.toFixed(1),
    ...[paid.evaluations, paid.gradients, failed].map((count) => String(Math.round(count))),
    ...others.map((key) => textOf(key, own.get(key))),
  ];
  const rows = standings.map(
    (standing, i) =>
      `<tr><td>${i + 1}</td><td><i class="dot" style="background:${colorOf(place(run, standing.arm))}"></i>${escaped(standing.arm)}</td>${cells(
        standing,
      )
        .map((cell) => `<td>${cell.replace(/ (\([^)]*\))/, ' <span class="interval">$1</span>')}</td>`)
        .join('')}</tr>`,
  );
  return `<div class="wide"><table class="board"><thead><tr><th></th><th>method</th>${head.map((name) => `<th>${name}</th>`).join('')}</tr></thead><tbody>${rows.join('')}</tbody></table></div>`;
}

function scatterOf(
  { metric, standings }: Leaderboard,
  run: BenchRun,
  cost: 'seconds' | 'evaluations',
  name: string,
): string {
  const dots = standings.map((standing) => ({
    name: standing.arm,
    cost: standing.cost[cost],
    success: standing.success,
    color: colorOf(place(run, standing.arm)),
  }));
  const { name: success, isYesOrNo } = metricOf(metric);
  return scatter(dots, { cost: name, success, isShare: isYesOrNo });
}

export const place = ({ arms }: BenchRun, arm: string): number => arms.findIndex(({ name }) => name === arm);
