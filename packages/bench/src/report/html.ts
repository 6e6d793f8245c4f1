import { METRICS } from '../metrics/definitions.js';
import type { BenchRun } from '../run/result.js';
import { OURS, type ReportFacts, sayRun, sayWhereNotBest } from './markdown.js';
import { comparisonHtml } from './page/comparison.js';
import { escaped, paragraph } from './page/escaped.js';
import { headlines } from './page/headlines.js';
import { lossCharts } from './page/losses.js';
import { publishedHtml } from './page/published.js';
import { scenesHtml } from './page/scenes.js';
import { standingsHtml } from './page/standings.js';
import { SCRIPT, STYLE } from './page-assets.js';
import type { Page } from './picture-book.js';
import { fillTable, plansOf } from './plan.js';
import { cellText, columnName, type Table } from './table.js';

/** The whole report as one page: no other file and no network is needed to read it. */
export function htmlReport(
  run: BenchRun,
  facts: ReportFacts,
  pages: readonly Page[],
  old?: BenchRun,
): string {
  const plans = plansOf(run);
  const ours = plans.some(({ rows }) => rows.has(OURS)) ? sayWhereNotBest(run) : [];
  const isText = (line: string) => line !== '';
  const sections = [
    standingsHtml(run),
    old ? comparisonHtml(old, run, new Set(pages.map(({ id }) => id))) : '',
    scenesHtml(run, pages),
    `<h2 id="tables">Tables</h2>${plans.map((plan) => `<h3>${plan.title}</h3>${tableHtml(fillTable(run, plan))}<p class="note">${escaped(plan.note)}</p>`).join('')}`,
    ours.filter(isText).map(paragraph).join(''),
    publishedHtml(run),
    `<h2 id="losses">Losses by step</h2><div class="charts">${lossCharts(run)}</div>`,
    `<h2 id="metrics">What is measured</h2><dl>${METRICS.map(({ name, definition }) => `<dt>${name}</dt><dd>${escaped(definition)}</dd>`).join('')}</dl>`,
  ];
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(facts.title)}</title><style>${STYLE}</style></head><body>
<header><h1>${escaped(facts.title)}</h1>${headlines(run)}
<nav>${linksTo(sections)}</nav></header>
${sayRun(run, facts).filter(isText).map(paragraph).join('')}
${sections.join('\n')}
<script>${SCRIPT}</script></body></html>
`;
}

/** A link to every heading that has a name. */
function linksTo(sections: readonly string[]): string {
  const headings = sections.flatMap((section) => [...section.matchAll(/<h2 id="([^"]+)">([^<]+)/g)]);
  return headings.map(([, id, text]) => `<a href="#${id}">${text}</a>`).join(' ');
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
