import { changeName } from '@dualedit/foundation';
import { interruptible } from '../interrupt.js';
import type { EditOptions } from '../options.js';
import { formatSeconds } from '../terminal/format.js';
import { createReport, type Report } from '../terminal/report.js';
import { costOf, describePlan } from './dry-run.js';
import { withEditor } from './engine.js';
import { maskOrigin, measureMask } from './mask-files.js';
import { type MadeEdit, makeEdit, makeFolders, prepareEdit } from './one-edit.js';
import { tellOutcome } from './outcome.js';

export async function runEdit(image: string, text: string, options: EditOptions): Promise<void> {
  const report = createReport(options);
  await interruptible(async (stop) => {
    const prepared = await prepareEdit(image, text, options, options.model);
    if (options.dryRun) {
      const { checkPrepared } = await import('./check.js');
      await checkPrepared(prepared, options);
      const { data, text } = describePlan(prepared, options, await costOf(prepared, options));
      return report.result(data, text);
    }
    await makeFolders(prepared);
    const start = performance.now();
    const made = await withEditor(options, stop, report.onProgress, (editor) => {
      report.reading(prepared.plan.command);
      return makeEdit(editor, prepared, { onProgress: report.onProgress, signal: stop.signal });
    });
    const seconds = (performance.now() - start) / 1000;
    const { plan, outputs } = prepared;
    await tell(report, made);
    const where = outputs.picture === '-' ? 'stdout' : outputs.picture;
    const { inversionUnused } = made.result;
    if (inversionUnused !== undefined) report.complain(inversionUnused);
    for (const { text } of made.notes) report.say(text);
    tellOutcome(report, made.result);
    report.note(`${where}: ${plan.command} (${formatSeconds(seconds)}, on ${made.result.config.device})`);
    const stdoutTaken = outputs.picture === '-' || outputs.compare === '-';
    await report.result(made.data, undefined, stdoutTaken);
  });
}

/** Before and after, and where each thing was, to a person. */
async function tell(report: Report, { prepared: { plan }, result }: MadeEdit): Promise<void> {
  await report.preview(plan.picture, result.picture);
  for (const [i, edit] of plan.edits.entries()) {
    const worn = result.checks.edits[i]!.with ?? [];
    const also = worn.length > 0 ? `, with its ${worn.join(' and ')}` : '';
    const from = maskOrigin(plan, i);
    const share = `${(measureMask(result.masks[i]!).share * 100).toFixed(1)} % of the picture`;
    report.note(`${changeName(edit)}${also}: ${share}, mask from ${from}`);
  }
}
