import { type ArmResult, type BenchRun, type ItemResult, isFailure } from '../../run/result.js';
import { type Line, lineChart } from '../chart.js';
import type { Page } from '../picture-book.js';
import { hasOutcomes, splitsOf } from '../values.js';
import { colorOf } from './colors.js';
import { escaped } from './escaped.js';
import { place } from './standings.js';

/** The picture book: what chooses its scenes, and every scene with a link of its own. */
export function scenesHtml(run: BenchRun, pages: readonly Page[]): string {
  if (pages.length === 0) return '';
  return `<h2 id="scenes">Pictures</h2>${controls(run)}<p id="shown" class="note" aria-live="polite"></p>
<div id="pictures">${pages.map((page) => sceneHtml(page, run)).join('')}</div>`;
}

const select = (name: string, label: string, options: readonly (readonly [string, string])[]) =>
  `<label>${label} <select name="${name}">${options.map(([value, text]) => `<option value="${escaped(value)}">${escaped(text)}</option>`).join('')}</select></label>`;
const named = (name: string) => [name, name] as const;

function controls(run: BenchRun): string {
  const counts = [...new Set(run.items.map(({ edits }) => edits.length))].sort((a, b) => a - b);
  const arms = run.arms.map(({ name }) => named(name));
  const outcomes = hasOutcomes(run)
    ? select('outcome', 'that', [
        ['all', 'all'],
        ['right', 'came out whole with'],
        ['wrong', 'did not come out whole with'],
      ]) + select('by', '', [['any', 'any method'], ...arms])
    : '';
  return `<form id="controls">${select('split', 'split', ['all', ...splitsOf(run)].map(named))}
${select('count', 'edits', [['all', 'all'], ...counts.map((count) => named(String(count)))])}${outcomes}
<label>words <input name="words" type="search" placeholder="cat, red, snow …"></label>
${select('view', 'show', [
  ['pasted', 'the result'],
  ['drawn', 'what the model drew'],
  ['attention', 'attention'],
])}
${select('order', 'order', [
  ['set', 'of the set'],
  ['worst', 'worst answer first'],
])}
<button type="reset">show all</button></form>`;
}

function sceneHtml({ id, before, masks, answer, arms }: Page, run: BenchRun): string {
  const item = run.items.find((one) => one.id === id)!;
  const figures = [
    figure(before, 'before'),
    figure(masks, 'masks'),
    ...(answer ? [figure(answer, 'true answer')] : []),
    ...Object.entries(arms).map(([arm, views]) => armFigure(arm, views, item, colorOf(place(run, arm)))),
  ];
  const wholes = Object.entries(item.arms).filter(([, result]) => made(result)?.pasted.pictureRight === 1);
  const data = {
    split: item.split,
    count: String(item.edits.length),
    worst: String(worstOf(item)),
    right: JSON.stringify(wholes.map(([arm]) => arm)),
    words: [id, ...item.edits, item.prompt ?? '', item.targetPrompt].join(' ').toLowerCase(),
  };
  const attributes = Object.entries(data).map(([key, value]) => ` data-${key}="${escaped(value)}"`);
  return `<section id="${escaped(id)}"${attributes.join('')}><h3><a href="#${escaped(id)}" title="a link to this picture">#</a> ${escaped(item.edits.join(', '))}</h3><p>${escaped(id)}: ${escaped(item.prompt ?? '')} <b>→</b> ${escaped(item.targetPrompt)}</p><div class="row">${figures.join('')}</div>${lossesHtml(item)}</section>`;
}

const made = (result: ItemResult['arms'][string] | undefined): ArmResult | undefined =>
  result && !isFailure(result) ? result : undefined;

/** How far the farthest of its results is from the true answer. */
const worstOf = ({ arms }: ItemResult) =>
  Math.max(0, ...Object.values(arms).map((result) => made(result)?.pasted.truthRmse ?? 0));

function armFigure(arm: string, views: Page['arms'][string], item: ItemResult, color: string): string {
  const result = made(item.arms[arm]);
  const chips = (result?.outcomes ?? []).map(
    (right, i) =>
      `<li class="${right ? 'right' : 'wrong'}">${right ? '✓' : '✗'} ${escaped(item.edits[i]!)}</li>`,
  );
  const list = chips.length > 0 ? `<ul class="outcomes">${chips.join('')}</ul>` : '';
  return figure(views.pasted, arm, views, `${list}${result ? scoreLine(result) : ''}`, color);
}

function figure(
  source: string,
  caption: string,
  views: Record<string, string> = {},
  note = '',
  color?: string,
): string {
  const data = Object.entries(views).map(([view, uri]) => ` data-${view}="${uri}"`);
  const dot = color ? `<i class="dot" style="background:${color}"></i>` : '';
  return `<figure><img loading="lazy" src="${source}" alt="${escaped(caption)}"${data.join('')}><figcaption>${dot}${escaped(caption)}${note}</figcaption></figure>`;
}

/** The numbers that say most about one picture. */
function scoreLine({ pasted, facts }: ArmResult): string {
  const { clipObject, truthRmse, changedUnnamed } = pasted;
  const parts = [
    clipObject == null ? '' : `CLIP crop ${clipObject.toFixed(2)}`,
    truthRmse == null ? '' : `RMSE ${truthRmse.toFixed(3)}`,
    changedUnnamed ? `unnamed ${(100 * changedUnnamed).toFixed(1)} %` : '',
    `${facts.seconds.toFixed(1)} s`,
  ];
  return `<small>${parts.filter((part) => part !== '').join(' · ')}</small>`;
}

function lossesHtml({ arms }: ItemResult): string {
  const lines = Object.entries(arms).flatMap(([arm, result]): Line[] => {
    const rows = made(result)?.losses ?? [];
    const names = Object.keys(rows[0] ?? {}).filter((name) => name !== 'step');
    return names.map((loss) => ({
      name: `${escaped(arm)}, ${loss}`,
      points: rows.map((row) => [row.step, (row as unknown as Record<string, number>)[loss] ?? 0] as const),
    }));
  });
  const chart = lineChart('losses', 'step', lines);
  return chart === '' ? '' : `<details><summary>losses</summary>${chart}</details>`;
}
