// The same commands on the same scenes by the many steps and by the few, in turn.
import { join } from 'node:path';
import { openJudge } from '@dualedit/bench';
import { applyEdits, type Level, renderScene } from '@dualedit/diorama';
import { openEditor, parseCommand } from '@dualedit/editor';
import { DualeditError, type Picture } from '@dualedit/foundation';
import { asEdit } from '../embedded/as-edit.js';
import { casesOf, type EditCase } from '../embedded/cases.js';
import { type SheetRow, writeSheets } from '../embedded/sheet.js';
import { type Verdict, verdictsOf } from '../embedded/verdict.js';
import { ROOT } from '../shared/results.js';
import { median } from '../shared/statistics.js';

export type Way = 'many' | 'few';

/** One command by one way. */
export interface Outcome {
  refused?: string;
  passed?: boolean;
  verdicts: Verdict[];
  /** Of inversion and edit, second tries left out, and of the whole request. */
  editSeconds?: number;
  seconds: number;
  picture?: Picture;
}

export interface PairedRow extends Record<Way, Omit<Outcome, 'picture'>> {
  row: EditCase['row'];
  level: Level;
  seed: number;
  command: string;
}

interface PairedOptions {
  levels: readonly Level[];
  /** Scenes of each level. */
  count: number;
  size: number;
  model?: string | undefined;
  sheets?: string | undefined;
}

/** @returns one row per command */
export async function pairedEdits({
  levels,
  count,
  size,
  model,
  sheets,
}: PairedOptions): Promise<PairedRow[]> {
  await using editor = await openEditor(model === undefined ? {} : { model });
  const judge = await openJudge(join(ROOT, 'packages/bench/judge'));
  const rows: PairedRow[] = [];
  const shown: SheetRow[] = [];
  for (const item of levels.flatMap((level) => casesOf(level, count))) {
    const { scene, command, seed, level, row } = item;
    const before = await renderScene(scene, size);
    const edits = parseCommand(command).map(asEdit);
    const one = async (way: Way): Promise<Outcome> => {
      const start = performance.now();
      const took = () => (performance.now() - start) / 1000;
      try {
        const made = await editor.edit(before, command, { fast: way === 'few' });
        const { picture, masks, checks, timings } = made;
        const seconds = took();
        const verdicts = await verdictsOf(scene, edits, { judge, before, after: picture, pasted: masks });
        const editSeconds = (timings.invert ?? 0) + timings.edit!;
        return { passed: checks.passed, verdicts, editSeconds, seconds, picture };
      } catch (error) {
        if (!DualeditError.is(error)) throw error;
        return { refused: error.code, verdicts: [], seconds: took() };
      }
    };
    // Whichever is first finds its models less warm.
    const order: Way[] = rows.length % 2 === 0 ? ['many', 'few'] : ['few', 'many'];
    const made = {} as Record<Way, Outcome>;
    for (const way of order) made[way] = await one(way);
    const truth = await renderScene(applyEdits(scene, edits), size);
    for (const way of order) {
      const { picture: after } = made[way];
      shown.push({
        lines: [`${seed} ${command}`, lineOf(way, made[way])],
        before,
        ...(after && { after }),
        truth,
      });
    }
    const { picture: _many, ...many } = made.many;
    const { picture: _few, ...few } = made.few;
    rows.push({ row, level, seed, command, many, few });
    console.error(`${rows.length} ${command}: ${lineOf('many', many)} | ${lineOf('few', few)}`);
  }
  if (sheets !== undefined) await writeSheets(sheets, 'few-steps', shown);
  return rows;
}

function lineOf(way: Way, { refused, verdicts, seconds }: Outcome): string {
  const wrong = verdicts.filter(({ right }) => !right).map(({ asked, seen }) => `${asked}: ${seen}`);
  return `${way}: ${refused ?? (wrong.join('; ') || 'right')}, ${seconds.toFixed(1)} s`;
}

/** Figures of one way over rows. */
export function summaryOf(rows: readonly PairedRow[], way: Way) {
  const all = rows.map((row) => row[way]);
  const verdicts = all.flatMap((outcome) => outcome.verdicts);
  const passed = all.filter((outcome) => outcome.passed !== undefined);
  return {
    edits: verdicts.length,
    right: verdicts.filter(({ right }) => right).length,
    share: verdicts.filter(({ right }) => right).length / verdicts.length,
    saidPassed: passed.filter((outcome) => outcome.passed).length,
    of: passed.length,
    medianEditSeconds: median(passed.map(({ editSeconds }) => editSeconds!)),
    medianSeconds: median(all.map(({ seconds }) => seconds)),
  };
}
