// Edits in a few steps by their settings, on scenes of their own (for tuning): how many edits come out, what else changed,
// and what it takes, one point per arm.
//
//   npx tsx tools/few-steps/sweep.ts SWEEP [--count N] [--levels 1,2,4] [--model FOLDER] [--only NAME] [--sheets FOLDER]
//
// SWEEP is one of `steps`, `redraw`, `guidance`, `injection`, `losses`; of its arms, those whose names match `--only`, a regular
// expression. Adds its points to results/few-steps-sweep.json.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openJudge } from '@dualedit/bench';
import { applyEdits, type Level, renderScene } from '@dualedit/diorama';
import { openEditor, parseCommand } from '@dualedit/editor';
import { DualeditError, type Picture } from '@dualedit/foundation';
import { asEdit } from '../embedded/as-edit.js';
import { casesOf, type EditCase } from '../embedded/cases.js';
import { type SheetRow, writeSheets } from '../embedded/sheet.js';
import { verdictsOf } from '../embedded/verdict.js';
import { ROOT, readResults, writeResults } from '../shared/results.js';
import { median } from '../shared/statistics.js';
import { type Arm, SWEEPS } from './arms.js';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    count: { type: 'string', default: '10' },
    levels: { type: 'string', default: '1,2,4' },
    model: { type: 'string' },
    only: { type: 'string', default: '' },
    sheets: { type: 'string' },
  },
});
const SIZE = 256;
/** Seen by no training, and by no test of what is promised. */
const FIRST_SEED = 7_000_000;

const [sweep = 'steps'] = positionals;
const arms = SWEEPS[sweep];
if (!arms) throw new Error(`expected one of ${Object.keys(SWEEPS).join(', ')} but received ${sweep}`);
const judge = await openJudge(join(ROOT, 'packages/bench/judge'));
await using editor = await openEditor(values.model === undefined ? {} : { model: values.model });
const cases = (values.levels.split(',').map(Number) as Level[]).flatMap((level) =>
  casesOf(level, Number(values.count), FIRST_SEED),
);
const points = [];
for (const arm of arms.filter(({ name }) => new RegExp(values.only).test(name)))
  points.push(await measureArm(arm));
const known = readResults<{ sweeps: Record<string, typeof points> }>('few-steps-sweep')?.sweeps;
const sweeps = { ...known, [sweep]: points };
writeResults('few-steps-sweep', {
  table: [
    '| few steps, scenes for tuning, no second try | edits right | seconds of inversion and edit |',
    '| --- | --- | --- |',
    ...Object.values(sweeps).flatMap((all) =>
      all.map(
        ({ name, right, edits, share, medianSeconds }) =>
          `| ${name} | ${(100 * share).toFixed(0)} % (${right} of ${edits}) | ${medianSeconds.toFixed(2)} |`,
      ),
    ),
  ],
  settings: { size: SIZE, cases: cases.length, levels: values.levels, firstSeed: FIRST_SEED, retry: false },
  sweeps,
});

async function measureArm({ name, options }: Arm) {
  const rows: SheetRow[] = [];
  const seconds: number[] = [];
  let [right, edits, refused] = [0, 0, 0];
  for (const item of cases) {
    const { scene, command } = item;
    const before = await renderScene(scene, SIZE);
    const start = performance.now();
    try {
      const { picture, masks, timings } = await editor.edit(before, command, { ...options, retry: false });
      seconds.push((timings.invert ?? 0) + timings.edit!);
      const wanted = parseCommand(command).map(asEdit);
      const verdicts = await verdictsOf(scene, wanted, { judge, before, after: picture, pasted: masks });
      right += verdicts.filter((verdict) => verdict.right).length;
      edits += verdicts.length;
      rows.push(
        await rowOf(
          item,
          before,
          picture,
          verdicts.filter((one) => !one.right).map(({ asked, seen }) => `${asked}: ${seen}`),
        ),
      );
    } catch (error) {
      if (!DualeditError.is(error)) throw error;
      refused++;
    }
    process.stderr.write(`${((performance.now() - start) / 1000).toFixed(0)} `);
  }
  if (values.sheets !== undefined) {
    mkdirSync(values.sheets, { recursive: true });
    await writeSheets(values.sheets, `${sweep} ${name}`.replaceAll(/[^a-z0-9.]+/g, '-'), rows);
  }
  const point = { name, right, edits, share: right / edits, refused, medianSeconds: median(seconds) };
  console.error(`\n${name}: ${right} of ${edits}, ${point.medianSeconds.toFixed(2)} s`);
  return { ...point, options };
}

async function rowOf(
  { scene, command, seed }: EditCase,
  before: Picture,
  after: Picture,
  wrong: string[],
): Promise<SheetRow> {
  const truth = await renderScene(applyEdits(scene, parseCommand(command).map(asEdit)), SIZE);
  return { lines: [`${seed} ${command}`, wrong.join('; ') || 'right'], before, after, truth };
}
