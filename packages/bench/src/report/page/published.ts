import { PUBLISHED } from '../../data/published.js';
import type { BenchRun } from '../../run/result.js';
import { escaped } from './escaped.js';

/** What papers report of the data set, beside the run; empty if none is known. */
export function publishedHtml({ data }: BenchRun): string {
  const published = PUBLISHED[data];
  if (!published) return '';
  const { columns, rows, source, note } = published;
  const body = rows.map(
    ({ method, numbers }) =>
      `<tr><td></td><td>${escaped(method)}</td>${numbers.map((value) => `<td>${value ?? '–'}</td>`).join('')}</tr>`,
  );
  return `<h2 id="published">Published numbers</h2><div class="wide"><table><thead><tr><th></th><th>method</th>${columns.map((name) => `<th>${escaped(name)}</th>`).join('')}</tr></thead><tbody>${body.join('')}</tbody></table></div><p class="note">${escaped(`${source} ${note}`)}</p>`;
}

/** The same as lines of Markdown. */
export function markdownPublished({ data }: Pick<BenchRun, 'data'>): string[] {
  const published = PUBLISHED[data];
  if (!published) return [];
  const { columns, rows, source, note } = published;
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [
    ...['', '## Published numbers', ''],
    line(['method', ...columns]),
    line(['---', ...columns.map(() => '---')]),
    ...rows.map(({ method, numbers }) => line([method, ...numbers.map((value) => String(value ?? '–'))])),
    ...['', `${source} ${note}`],
  ];
}
