// Edits of held-out scenes of the embedded model's whole world, as the command line makes them, judged beside the
// counterfactual: one edit, two, and three in a crowd.
//
//   npx tsx tools/embedded/measure-edits.ts [--count N] [--levels 1,2,3,4] [--sheets FOLDER]
//
// `--count` is that of scenes of each level. Writes results/embedded-edits.json.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openJudge } from '@dualedit/bench';
import { applyEdits, type Level, renderMasks, renderScene } from '@dualedit/diorama';
import { openEditor, parseCommand } from '@dualedit/editor';
import { DualeditError, type Edit, type Picture } from '@dualedit/foundation';
import { keptThings } from '../../packages/core/src/seen/changed.js';
import { ROOT, writeResults } from '../shared/results.js';
import { median } from '../shared/statistics.js';
import { asEdit } from './as-edit.js';
import { casesOf, type EditCase } from './cases.js';
import { type SheetRow, writeSheets } from './sheet.js';
import { type Verdict, verdictsOf } from './verdict.js';

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '25' },
    levels: { type: 'string', default: '1,2,3,4' },
    sheets: { type: 'string' },
  },
});
const SIZE = 256;

interface Measured {
  row: EditCase['row'];
  level: Level;
  seed: number;
  command: string;
  refused?: string;
  passed?: boolean;
  right: boolean;
  verdicts: Verdict[];
  /** Of the things that no edit means: the largest share of pixels that changed by more than 16 levels. */
  unnamed: number;
  seconds: number;
}

await using editor = await openEditor();
const judge = await openJudge(join(ROOT, 'packages/bench/judge'));
const measured: Measured[] = [];
for (const level of values.levels.split(',').map(Number) as Level[]) {
  const rows: SheetRow[] = [];
  for (const item of casesOf(level, Number(values.count))) {
    const { figures, row } = await measure(item);
    measured.push(figures);
    rows.push(row);
    console.error(row.lines.join(' | '));
  }
  if (values.sheets !== undefined) {
    mkdirSync(values.sheets, { recursive: true });
    await writeSheets(values.sheets, `level-${level}`, rows);
  }
}
report();

async function measure({
  scene,
  command,
  seed,
  level,
  row,
}: EditCase): Promise<{ figures: Measured; row: SheetRow }> {
  const edits = parseCommand(command).map(asEdit);
  const before = await renderScene(scene, SIZE);
  const truth = await renderScene(applyEdits(scene, edits), SIZE);
  const common = { row, level, seed, command };
  const start = performance.now();
  const took = () => (performance.now() - start) / 1000;
  try {
    const { picture: after, masks, checks } = await editor.edit(before, command);
    const seconds = took();
    const verdicts = await verdictsOf(scene, edits, { judge, before, after, pasted: masks });
    const unnamed = await changedOf(scene, edits, before, after);
    const right = verdicts.every((verdict) => verdict.right);
    const figures = { ...common, passed: checks.passed, right, verdicts, unnamed, seconds };
    return { figures, row: { lines: linesOf(figures), before, after, truth } };
  } catch (error) {
    if (!DualeditError.is(error)) throw error;
    const figures = {
      ...common,
      refused: error.code,
      right: false,
      verdicts: [],
      unnamed: 0,
      seconds: took(),
    };
    return { figures, row: { lines: linesOf(figures), before, truth } };
  }
}

function linesOf({
  level,
  seed,
  command,
  refused,
  passed,
  right,
  verdicts,
  unnamed,
  seconds,
}: Measured): string[] {
  const said = verdicts.filter((one) => !one.right).map(({ asked, seen }) => `${asked}: ${seen}`);
  const end =
    refused ?? [right ? 'right' : 'WRONG', passed ? '' : '(says failed)', ...said].filter(Boolean).join(' ');
  return [
    `${level} ${seed} ${command}`,
    `${end}; unnamed ${(100 * unnamed).toFixed(1)} %; ${seconds.toFixed(1)} s`,
  ];
}

async function changedOf(
  scene: EditCase['scene'],
  edits: Edit[],
  before: Picture,
  after: Picture,
): Promise<number> {
  const kept = new Set(applyEdits(scene, edits).objects.map((object) => JSON.stringify(object)));
  const masks = await renderMasks(scene, SIZE);
  const things = scene.objects.map(({ noun }, i) => ({ name: noun, mask: masks[i]!.visible, score: 1 }));
  const unnamed = things.filter((_, i) => kept.has(JSON.stringify(scene.objects[i])));
  return Math.max(0, ...keptThings(before, after, unnamed).map(({ changed }) => changed));
}

function report(): void {
  const shares = (rows: readonly Measured[]) => {
    const verdicts = rows.flatMap((row) => row.verdicts);
    const right = verdicts.filter((verdict) => verdict.right).length;
    return {
      commands: rows.length,
      allRight: rows.filter((row) => row.right).length / rows.length,
      edits: verdicts.length,
      editsRight: right / verdicts.length,
      refused: rows.filter(({ refused }) => refused !== undefined).length,
      unnamedMedian: median(rows.map((row) => row.unnamed)),
      unnamedWorst: Math.max(...rows.map((row) => row.unnamed)),
      successTrue: share(
        rows.filter((row) => row.passed),
        (row) => row.right,
      ),
      failureTrue: share(
        rows.filter((row) => row.passed === false),
        (row) => !row.right,
      ),
      medianSeconds: median(rows.map((row) => row.seconds)),
    };
  };
  const rows = (['one', 'two', 'crowd'] as const).flatMap((name) => {
    const part = measured.filter(({ row }) => row === name);
    return part.length > 0 ? [{ name, ...shares(part) }] : [];
  });
  const percent = (value: number) => `${(100 * value).toFixed(1)} %`;
  const wanted = { one: 0.97, two: 0.9, crowd: 0.8 };
  const names = { one: 'one edit', two: 'two edits', crowd: 'three edits in a crowd' };
  const table = [
    '| edits by the command line | wanted | all edits of a command right | edits right | unnamed things changed, median, worst |',
    '| --- | --- | --- | --- | --- |',
    ...rows.map(
      (row) =>
        `| ${names[row.name]}, ${row.commands} scenes | ≥ ${percent(wanted[row.name])} | ${percent(row.allRight)} | ${percent(row.editsRight)} of ${row.edits} | ${percent(row.unnamedMedian)}, ${percent(row.unnamedWorst)} |`,
    ),
  ];
  writeResults('embedded-edits', {
    table,
    settings: { size: SIZE, world: 'full', prompt: 'none' },
    rows,
    all: shares(measured),
    scenes: measured,
  });
}

function share<Row>(rows: readonly Row[], isTrue: (row: Row) => boolean) {
  return { true: rows.filter(isTrue).length, of: rows.length };
}
