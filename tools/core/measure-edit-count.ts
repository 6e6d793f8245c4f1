// What seven edits in one pass cost relative to one, by turns on the same picture:
//
//   npx tsx tools/core/measure-edit-count.ts [PAIRS] [STEPS]      writes results/edit-count.json
import { loadEditor } from '@dualedit/core';
import { writeResults } from '../shared/results.js';
import { median } from '../shared/statistics.js';
import { timed } from '../shared/timed.js';
import { COUNT, PROMPT, sevenThings } from './seven-things.js';

type Took = Record<'seconds' | 'coreSeconds' | 'gradientRuns', number>;

const [PAIRS, STEPS] = [Number(process.argv[2] ?? 5), Number(process.argv[3] ?? 50)];
const requestOf = await sevenThings();
const editor = await loadEditor();

async function run(count: number): Promise<Took> {
  const request = { ...requestOf(count), settings: { steps: STEPS } };
  const { value, seconds, coreSeconds } = await timed(() => editor.edit(request));
  return { seconds, coreSeconds, gradientRuns: value.metrics.gradientRuns };
}

await run(1); // opens the programs
const pairs: { one: Took; all: Took }[] = [];
for (let pair = 0; pair < PAIRS; pair++) {
  const oneFirst = pair % 2 === 0;
  const first = await run(oneFirst ? 1 : COUNT);
  const second = await run(oneFirst ? COUNT : 1);
  pairs.push(oneFirst ? { one: first, all: second } : { one: second, all: first });
  console.error(JSON.stringify(pairs.at(-1)));
}
await editor.close();

const ratio = (kind: keyof Took) => median(pairs.map(({ one, all }) => all[kind] / one[kind]));
const of = (which: 'one' | 'all', kind: keyof Took) => median(pairs.map((pair) => pair[which][kind]));
const ratios = { seconds: ratio('seconds'), coreSeconds: ratio('coreSeconds') };
const row = (name: string, kind: keyof typeof ratios) =>
  `| ${name} | ${of('one', kind).toFixed(1)} | ${of('all', kind).toFixed(1)} | ${ratios[kind].toFixed(2)} |`;
writeResults('edit-count', {
  table: [
    `| ${STEPS} steps, median of ${PAIRS} pairs | 1 edit | ${COUNT} edits | ratio |`,
    '| --- | --- | --- | --- |',
    row('seconds', 'seconds'),
    row('core-seconds', 'coreSeconds'),
    `| gradient runs | ${of('one', 'gradientRuns')} | ${of('all', 'gradientRuns')} | |`,
  ],
  ratios,
  pairs,
  settings: { steps: STEPS, prompt: PROMPT },
});
