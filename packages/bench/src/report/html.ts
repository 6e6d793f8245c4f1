import { METRICS } from '../metrics/definitions.js';
import { type BenchRun, type ItemResult, isFailure } from '../run/result.js';
import { type Line, lineChart } from './chart.js';
import { OURS, type ReportFacts, sayRun, sayWhereNotBest } from './markdown.js';
import { SCRIPT, STYLE } from './page-assets.js';
import type { Page } from './picture-book.js';
import { fillTable, tablePlans } from './plan.js';
import { cellText, columnName, type Table } from './table.js';
import { splitsOf } from './values.js';

/** The whole report as one page: no other file and no network is needed to read it. */
export function htmlReport(
  run: BenchRun,
  facts: ReportFacts,
  pages: readonly Page[],
  changes: readonly string[],
): string {
  const plans = tablePlans(run.arms.map(({ name }) => name));
  const ours = plans.some(({ rows }) => rows.has(OURS)) ? sayWhereNotBest(run) : [];
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(facts.title)}</title><style>${STYLE}</style></head><body>
<h1>${escaped(facts.title)}</h1>
${sayRun(run, facts)
  .filter((line) => line !== '')
  .map(paragraph)
  .join('')}
${plans.map((plan) => `<h2>${plan.title}</h2>${tableHtml(fillTable(run, plan))}<p class="note">${escaped(plan.note)}</p>`).join('')}
${ours
  .filter((line) => line !== '')
  .map(paragraph)
  .join('')}
${changes.length > 0 ? `<h2>Against the older run</h2><pre>${escaped(changes.slice(3).join('\n'))}</pre>` : ''}
<h2>Losses by step</h2><div class="charts">${lossCharts(run.items, run)}</div>
<h2>Pictures</h2>
${controls(run)}
<div id="pictures">${pages.map((page) => pageHtml(page, run)).join('')}</div>
<h2>What is measured</h2>
<dl>${METRICS.map(({ name, definition }) => `<dt>${name}</dt><dd>${escaped(definition)}</dd>`).join('')}</dl>
<script>${SCRIPT}</script></body></html>
`;
}

function tableHtml({ columns, rows }: Table): string {
  const head = columns.map((column) => `<th>${columnName(column)}</th>`).join('');
  const body = rows.map(({ split, name, isReference, cells }) => {
    const numbers = cells.map(
      (cell, at) =>
        `<td${cell.best ? ' class="best"' : ''} title="${cell.estimate ? `of ${cell.estimate.n} pictures` : 'none had it'}">${cellText(cell, columns[at]!)}</td>`,
    );
    return `<tr${isReference ? ' class="reference"' : ''}><td>${escaped(split)}</td><td>${escaped(name)}</td>${numbers.join('')}</tr>`;
  });
  return `<div class="wide"><table><thead><tr><th>split</th><th>method</th>${head}</tr></thead><tbody>${body.join('')}</tbody></table></div>`;
}

/** One chart a loss: its mean over the items, by step, for every arm that has it. */
function lossCharts(items: readonly ItemResult[], run: BenchRun): string {
  const names = new Set<string>();
  const sums = new Map<string, Map<number, { sum: number; n: number }>>();
  for (const { arms } of items) {
    for (const [arm, result] of Object.entries(arms)) {
      if (isFailure(result)) continue;
      for (const { step, ...losses } of result.losses) {
        for (const [loss, value] of Object.entries(losses)) {
          names.add(loss);
          const line = sums.get(`${loss} ${arm}`) ?? new Map();
          sums.set(`${loss} ${arm}`, line);
          const { sum, n } = line.get(step) ?? { sum: 0, n: 0 };
          line.set(step, { sum: sum + value, n: n + 1 });
        }
      }
    }
  }
  return [...names]
    .map((loss) => {
      const lines = run.arms.flatMap(({ name }): Line[] => {
        const line = sums.get(`${loss} ${name}`);
        const points = [...(line ?? [])].map(([step, { sum, n }]) => [step, sum / n] as const);
        return points.length > 0 ? [{ name: escaped(name), points }] : [];
      });
      return lineChart(loss, 'step', lines);
    })
    .join('');
}

function controls(run: BenchRun): string {
  const splits = ['all', ...splitsOf(run)].map((split) => `<option>${escaped(split)}</option>`).join('');
  const views = [
    ['pasted', 'result'],
    ['drawn', 'as the model drew it'],
    ['attention', 'attention'],
  ].map(
    ([value, label], i) =>
      `<label><input type="radio" name="view" value="${value}"${i === 0 ? ' checked' : ''}> ${label}</label>`,
  );
  return `<form id="controls"><label>split <select name="split">${splits}</select></label> ${views.join(' ')} <label>order <select name="order"><option value="set">of the set</option><option value="worst">worst answer first</option></select></label></form>`;
}

function pageHtml({ id, before, masks, answer, arms }: Page, run: BenchRun): string {
  const item = run.items.find((one) => one.id === id)!;
  const own = item.arms[OURS];
  const worst = own && !isFailure(own) ? (own.pasted.truthRmse ?? 0) : 0;
  const figures = [
    figure(before, 'before'),
    figure(masks, 'masks'),
    ...Object.entries(arms).map(([arm, views]) => figure(views.pasted, arm, views, scoreLine(item, arm))),
    ...(answer ? [figure(answer, 'true answer')] : []),
  ];
  const losses = Object.entries(item.arms).flatMap(([arm, result]): Line[] =>
    isFailure(result) || result.losses.length === 0
      ? []
      : Object.keys(result.losses[0]!)
          .filter((loss) => loss !== 'step')
          .map((loss) => ({
            name: `${escaped(arm)}, ${loss}`,
            points: result.losses.map(
              (row) => [row.step, (row as unknown as Record<string, number>)[loss] ?? 0] as const,
            ),
          })),
  );
  return `<section data-split="${escaped(item.split)}" data-worst="${worst}"><h3>${escaped(item.edits.join(', '))}</h3><p>${escaped(id)}: ${escaped(item.prompt ?? '')} <b>→</b> ${escaped(item.targetPrompt)}</p><div class="row">${figures.join('')}</div><details><summary>losses</summary>${lineChart('losses', 'step', losses)}</details></section>`;
}

function figure(source: string, caption: string, views?: Record<string, string>, note = ''): string {
  const data = Object.entries(views ?? {}).map(([view, uri]) => ` data-${view}="${uri}"`);
  return `<figure><img src="${source}" alt="${escaped(caption)}"${data.join('')}><figcaption>${escaped(caption)}${note}</figcaption></figure>`;
}

/** The numbers that say most about one picture. */
function scoreLine({ arms }: ItemResult, arm: string): string {
  const result = arms[arm];
  if (!result || isFailure(result)) return '';
  const { clipObject, targetObject, targetColor, truthRmse } = result.pasted;
  const parts = [
    clipObject == null ? '' : `CLIP crop ${clipObject.toFixed(3)}`,
    targetObject == null ? '' : `object ${Math.round(100 * targetObject)} %`,
    targetColor == null ? '' : `colour ${Math.round(100 * targetColor)} %`,
    truthRmse == null ? '' : `RMSE ${truthRmse.toFixed(3)}`,
  ];
  return `<small>${parts.filter((part) => part !== '').join(', ')}</small>`;
}

const escaped = (text: string) =>
  text.replace(
    /[&<>"]/g,
    (character) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[character]!,
  );

/** A line of Markdown: bold and list marks alone. */
const paragraph = (line: string) =>
  line.startsWith('- ')
    ? `<p class="item">${escaped(line.slice(2))}</p>`
    : `<p>${escaped(line).replace(/\*\*(.+?)\*\*/g, '<b>$1</b>')}</p>`;
