// Whether what was named changes, what was not named stays, and what failed says so: on held-out scenes, without a
// prompt, with masks from the words, by the editor of `@dualedit/editor`.
//
//   npx tsx tools/promise/measure-promise.ts [--only ROW,…] [--count N] [--size PIXELS] [--sheets FOLDER]
//
// Writes results/promise.json. Rows: hats, named, recolor2, alone (each of recolor2's edits by itself), mixed, hard.
// `--count` is that of scenes of each row. `--sheets` writes pictures of all results.
import { parseArgs } from 'node:util';
import { openEditor } from '@dualedit/editor';
import { ROWS, type RowName } from './case.js';
import { Judges } from './judged.js';
import { type Measured, measure } from './measured.js';
import { keepPromiseResults } from './results.js';
import { alone, hard, hats, mixed, named, recolor2 } from './scenes.js';
import { Sheets } from './sheets.js';

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    count: { type: 'string' },
    size: { type: 'string', default: '256' },
    sheets: { type: 'string' },
  },
});
const SIZE = Number(values.size);
const SCENES = { hats, named, recolor2, alone, mixed, hard };
const COUNTS: Record<RowName, number> = { hats: 40, named: 20, recolor2: 40, alone: 40, mixed: 40, hard: 78 };
const asked = ROWS.filter((row) => values.only === undefined || values.only.split(',').includes(row));

const measured: Partial<Record<RowName, Measured[]>> = {};
await using editor = await openEditor();
const judges = await Judges.open();
const sheets = values.sheets === undefined ? undefined : new Sheets(values.sheets);
for (const row of asked) {
  const cases = await SCENES[row](Number(values.count ?? COUNTS[row]));
  const done: Measured[] = [];
  for (const item of cases) {
    const { figures, shown } = await measure(item, { editor, judges, size: SIZE });
    done.push(figures);
    await sheets?.add(figures, shown);
    console.error(lineOf(figures, `${row} ${done.length}/${cases.length}`));
  }
  measured[row] = done;
  keepPromiseResults({ [row]: done }, { size: SIZE });
}
await sheets?.finish();

function lineOf(
  { seed, command, refused, edits, unnamed, retried, seconds }: Measured,
  place: string,
): string {
  const said = edits.map(({ right, isIntact, outcome, noun, color, reportedSeen }) =>
    [
      right && isIntact ? 'right' : 'WRONG',
      `judge ${noun} ${color?.seen ?? ''}`,
      `says ${outcome} ${reportedSeen ?? ''}`,
    ].join(', '),
  );
  const changed = unnamed.map(({ name, changed }) => `${name} ${(100 * changed).toFixed(1)} %`);
  const end = [
    refused ?? said.join(' | '),
    ...changed,
    retried && `retried ${retried}`,
    `${seconds.toFixed(1)} s`,
  ];
  return `${place} ${seed} ${command}: ${end.filter(Boolean).join('; ')}`;
}
