import type { BenchRun } from '../../run/result.js';
import { compareRuns, markdownChanges } from '../compare.js';
import { markdownWorse, whatGotWorse } from '../worse.js';
import { escaped } from './escaped.js';

/** What became of the numbers since an older run, and which pictures got worse; each links to its place on the page. */
export function comparisonHtml(old: BenchRun, run: BenchRun, shown: ReadonlySet<string>): string {
  const worse = whatGotWorse(old, run);
  const changes = compareRuns(old, run).filter(({ verdict }) => verdict !== 'same within chance');
  const rows = worse.map(({ id, arm, before, now, of, lost }) => {
    const name = shown.has(id) ? `<a href="#${escaped(id)}">${escaped(id)}</a>` : escaped(id);
    return `<tr><td>${name}</td><td>${escaped(arm)}</td><td>${before} of ${of}</td><td>${now} of ${of}</td><td>${escaped(lost.join(', '))}</td></tr>`;
  });
  const table = `<div class="wide"><table class="left"><thead><tr><th>picture</th><th>method</th><th>came out before</th><th>now</th><th>lost</th></tr></thead><tbody>${rows.join('')}</tbody></table></div>`;
  return `<h2 id="compare">Against the older run</h2>
<p>Engine ${escaped(old.basis.engine)} → ${escaped(run.basis.engine)}, pack ${escaped(old.basis.pack)} → ${escaped(run.basis.pack)}. ${changes.length === 0 ? 'No number of any method differs beyond chance.' : `${changes.length} numbers differ beyond chance.`}</p>
${worse.length === 0 ? `<p>${escaped(markdownWorse(worse)[0]!)}</p>` : `<h3>What got worse</h3>${table}`}
${changes.length > 0 ? `<details open><summary>numbers beyond chance</summary><pre>${escaped(markdownChanges(changes).join('\n'))}</pre></details>` : ''}`;
}
