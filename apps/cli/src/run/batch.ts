import { resolve } from 'node:path';
import type { PictureEditor } from '@dualedit/editor';
import { DualeditError } from '@dualedit/foundation';
import { checkItems } from '../batch/check-items.js';
import { defaultResults, type Item, readManifest } from '../batch/manifest.js';
import {
  appendResult,
  checkResults,
  fingerprint,
  type ItemResult,
  openResults,
  readDone,
} from '../batch/results.js';
import { describeFailure, oneLine } from '../failure.js';
import { checkFolder, makeFolder } from '../files/write.js';
import { given } from '../given.js';
import { Interrupted, interruptible, type Stop } from '../interrupt.js';
import type { BatchOptions, MethodOptions } from '../options.js';
import { formatSeconds, formatTable } from '../terminal/format.js';
import { createReport, type Report } from '../terminal/report.js';
import { withEditor } from './engine.js';
import { makeEdit, makeFolders, prepareEdit } from './one-edit.js';
import { tellMissed, tellOutcome } from './outcome.js';

/** An edit of the list, and whether an earlier run did it. */
interface Planned {
  item: Item;
  id: string | undefined;
  before: ItemResult | undefined;
}

interface Counts {
  done: number;
  failed: number;
  before: number;
  /** Of those that are done, those whose result is not what was asked for. */
  missed: number;
}

export async function runBatch(manifest: string, options: BatchOptions): Promise<void> {
  const report = createReport(options);
  const results = options.results ?? defaultResults(manifest);
  const counts: Counts = { done: 0, failed: 0, before: 0, missed: 0 };
  try {
    await interruptible(async (stop) => {
      const items = await readManifest(manifest, { output: options.output, defaults: methodOf(options) });
      const pack = options.model === undefined ? undefined : await folderOf(options.model);
      const planned = await plan(items, pack, options.force ? new Map() : await readDone(results));
      if (options.dryRun) {
        if (options.output !== undefined) await checkFolder(options.output);
        await checkItems(items, options.output);
        await checkResults(results, manifest);
        return dryRun(report, planned, options);
      }
      if (options.output !== undefined) await makeFolder(options.output);
      await checkItems(items);
      await openResults(results, manifest);
      await editAll(planned, results, { options, pack, report, stop, counts });
      await summarize(report, counts, results);
    });
  } catch (error) {
    if (error instanceof Interrupted && counts.done > 0) {
      error.hint = `${edits(counts.done)} done; run the same command again to go on.`;
    }
    throw error;
  }
}

function methodOf(options: BatchOptions): MethodOptions {
  const {
    method,
    inversion,
    choose,
    variants,
    steps,
    fast,
    strength,
    seed,
    protect,
    retry,
    maskGrow,
    maskFeather,
    metadata,
    locale,
  } = options;
  return given({
    method,
    inversion,
    choose,
    variants,
    steps,
    fast,
    strength,
    seed,
    protect,
    ...(retry === false && { retry }),
    maskGrow,
    maskFeather,
    metadata,
    locale,
  });
}

async function plan(
  items: readonly Item[],
  pack: string | undefined,
  done: ReadonlyMap<string, ItemResult>,
): Promise<Planned[]> {
  return Promise.all(
    items.map(async (item) => {
      const id = await fingerprint(item, pack);
      return { item, id, before: id === undefined ? undefined : done.get(id) };
    }),
  );
}

async function folderOf(model: string): Promise<string> {
  const { findPack } = await import('@dualedit/editor');
  return findPack(model);
}

interface Work {
  options: BatchOptions;
  pack: string | undefined;
  report: Report;
  stop: Stop;
  counts: Counts;
}

/** One after the other, in the list's order, by one engine; none is started where all is done. */
async function editAll(planned: readonly Planned[], results: string, work: Work): Promise<void> {
  const { report, counts, stop, options, pack } = work;
  for (const { item, before } of planned) {
    if (!before) continue;
    counts.before++;
    await report.line({ event: 'edit', ...placeOf(item), status: 'done-before', missed: before.missed });
    tellMissed(report, before.missed ?? [], `line ${item.line}: `);
  }
  const todo = planned.filter(({ before }) => !before);
  if (todo.length === 0) return;
  await withEditor(options, stop, report.onProgress, async (editor) => {
    for (const [i, { item, id }] of todo.entries()) {
      const result = await editItem(
        editor,
        item,
        `${i + 1}/${todo.length}`,
        i / todo.length,
        todo.length,
        work,
      );
      // Work that was stopped neither failed nor was done.
      if (stop.signal.aborted) return;
      // A file that an earlier line wrote is there by now.
      const known = id ?? (await fingerprint(item, pack)) ?? '';
      await appendResult(results, { id: known, ...result, output: resolve(result.output) });
    }
  });
}

async function editItem(
  editor: PictureEditor,
  item: Item,
  place: string,
  from: number,
  total: number,
  { options, report, stop, counts }: Work,
): Promise<Omit<ItemResult, 'id'>> {
  const start = performance.now();
  const seconds = () => Number(((performance.now() - start) / 1000).toFixed(1));
  const about = placeOf(item);
  try {
    const prepared = await prepareEdit(item.picture, item.command, item.settings, options.model);
    await makeFolders(prepared);
    report.reading(prepared.plan.command, { line: item.line, picture: item.picture });
    const { data, result, notes } = await makeEdit(editor, prepared, {
      onProgress: ({ stage, fraction }) =>
        report.onProgress({ stage, fraction: from + fraction / total, item: place }),
      signal: stop.signal,
    });
    counts.done++;
    await report.line({ event: 'edit', line: item.line, status: 'done', ...data });
    for (const { text } of notes) report.say(`line ${item.line}: ${text}`);
    const missed = tellOutcome(report, result, `line ${item.line}: `);
    if (missed.length > 0) counts.missed++;
    report.note(`${place} ${item.picture} → ${prepared.outputs.picture} (${formatSeconds(seconds())})`);
    return { ...about, status: 'done', seconds: seconds(), ...(missed.length > 0 && { missed }) };
  } catch (error) {
    const { code, message, hint } = describeFailure(error);
    if (!stop.signal.aborted) {
      counts.failed++;
      await report.line({ event: 'edit', ...about, status: 'failed', error: { code, message, hint } });
      report.complain(oneLine(`line ${item.line}: ${message} ${hint}`));
    }
    return { ...about, status: 'failed', seconds: seconds(), error: { code, message, hint } };
  }
}

function placeOf({ line, picture, command, settings }: Item) {
  return { line, picture, command, output: settings.output! };
}

/** What would be done, and why an edit would fail, as far as that shows without a model run. */
async function dryRun(report: Report, planned: readonly Planned[], options: BatchOptions): Promise<void> {
  const rows: { place: ReturnType<typeof placeOf>; before: boolean; error?: unknown }[] = [];
  for (const { item, before } of planned) {
    const error = before ? undefined : await whyItFails(item, options);
    rows.push({ place: placeOf(item), before: before !== undefined, ...(error && { error }) });
    if (error) report.complain(oneLine(`line ${item.line}: ${error.message} ${error.hint}`));
  }
  const table = rows.map(({ place: { line, picture, command, output }, before, error }) => [
    ...[`${line}`, picture, command, output],
    before ? 'done before' : error ? 'would fail' : 'to do',
  ]);
  const edits = rows.map(({ place, before, error }) => ({
    ...place,
    before,
    ...(error !== undefined && { error }),
  }));
  await report.result({ dryRun: true, edits }, formatTable(table));
  const failing = rows.filter(({ error }) => error !== undefined).length;
  if (failing > 0)
    throw incomplete(failing, planned.length, 'would fail', 'What is wrong is said line by line.');
}

async function whyItFails(item: Item, options: BatchOptions) {
  const { checkPrepared } = await import('./check.js');
  try {
    const prepared = await prepareEdit(item.picture, item.command, item.settings, options.model);
    await checkPrepared(prepared, options);
    return undefined;
  } catch (error) {
    const { code, message, hint } = describeFailure(error);
    return { code, message, hint };
  }
}

/** @throws DualeditError `batch-incomplete` */
async function summarize(report: Report, counts: Counts, results: string): Promise<void> {
  const { done, failed, before, missed } = counts;
  const parts = [
    `${done} edited`,
    missed > 0 && `${missed} of them not as asked`,
    before > 0 && `${before} done before`,
    failed > 0 && `${failed} failed`,
  ];
  await report.result({ event: 'summary', ...counts, results }, parts.filter(Boolean).join(', '));
  if (failed === 0) return;
  const hint = `Why is in "${results}"; run the same command again to try only these.`;
  throw incomplete(failed, done + failed + before, 'failed', hint);
}

function incomplete(failed: number, all: number, what: string, hint: string): DualeditError {
  return new DualeditError({
    code: 'batch-incomplete',
    message: `${failed} of ${edits(all)} ${what}.`,
    hint,
    received: failed,
  });
}

function edits(count: number): string {
  return `${count} ${count === 1 ? 'edit' : 'edits'}`;
}
