import { join } from 'node:path';
import type { EditResult } from '@dualedit/core';
import { type Edit, encodeMask, encodePicture, type PictureFormat } from '@dualedit/foundation';
import { checkOutputs, defaultOutput, formatOf } from '../files/outputs.js';
import { makeFolder, writeOutput } from '../files/write.js';
import { interruptible, type Stop } from '../interrupt.js';
import type { EditOptions } from '../options.js';
import { formatSeconds } from '../terminal/format.js';
import { createReport, type Report } from '../terminal/report.js';
import { compareSheet } from './compare.js';
import { describePlan } from './dry-run.js';
import { withEditor } from './engine.js';
import { maskFileNames, measureMask } from './mask-files.js';
import { type Plan, readPlan } from './plan.js';

/** Where everything goes that an edit writes. */
interface Outputs {
  picture: string;
  masks: string[];
  compare: string | undefined;
}

export async function runEdit(image: string, text: string, options: EditOptions): Promise<void> {
  const report = createReport(options);
  await interruptible(async (stop) => {
    const maskInputs = (options.mask ?? []).map(({ path }) => path);
    const picture = options.output ?? defaultOutput(image);
    const format = formatOf(picture);
    await checkOutputs([picture, options.compare], [image, ...maskInputs]);
    const plan = await readPlan(image, text, options.mask ?? []);
    const masks = maskPaths(options.saveMasks, plan.edits);
    const outputs: Outputs = { picture, masks, compare: options.compare };
    if (options.dryRun) {
      const { data, text } = describePlan(image, plan, outputs, options);
      return report.result(data, text);
    }
    if (options.saveMasks) await makeFolder(options.saveMasks);
    await checkOutputs([picture, options.compare, ...masks], [image, ...maskInputs]);
    const start = performance.now();
    const result = await edit(plan, options, stop, report);
    await write(plan, result, outputs, format);
    const seconds = (performance.now() - start) / 1000;
    await tell(report, plan, result);
    report.note(`${picture === '-' ? 'stdout' : picture}: ${plan.command} (${formatSeconds(seconds)})`);
    const stdoutTaken = picture === '-' || options.compare === '-';
    await report.result(describe(image, plan, result, outputs), undefined, stdoutTaken);
  });
}

async function edit(plan: Plan, options: EditOptions, stop: Stop, report: Report): Promise<EditResult> {
  return withEditor(options, stop, report.onProgress, (editor) =>
    editor.edit({
      image: plan.picture,
      edits: plan.edits,
      masks: plan.masks,
      ...(options.prompt !== undefined && { prompt: options.prompt }),
      ...(options.method !== undefined && { method: options.method }),
      ...(options.steps !== undefined && { settings: { steps: options.steps } }),
      ...(options.strength !== undefined && { strength: options.strength }),
      onProgress: report.onProgress,
      signal: stop.signal,
    }),
  );
}

function maskPaths(folder: string | undefined, edits: readonly Edit[]): string[] {
  return folder === undefined ? [] : maskFileNames(edits).map((name) => join(folder, name));
}

/** The picture comes last: where it is, the edit is done. */
async function write(plan: Plan, result: EditResult, outputs: Outputs, format: PictureFormat): Promise<void> {
  for (const [i, path] of outputs.masks.entries())
    await writeOutput(path, await encodeMask(result.masks[i]!));
  if (outputs.compare) await writeOutput(outputs.compare, await compareSheet(plan.picture, result.picture));
  await writeOutput(outputs.picture, await encodePicture(result.picture, format));
}

/** Before and after, and where each thing was, to a person. */
async function tell(report: Report, { picture, edits, maskFiles }: Plan, result: EditResult): Promise<void> {
  await report.preview(picture, result.picture);
  for (const [i, { source }] of edits.entries()) {
    const share = `${(measureMask(result.masks[i]!).share * 100).toFixed(1)} % of the picture`;
    report.note(`${source}: ${share}, mask from ${maskFiles[i] ?? 'its words'}`);
  }
}

function describe(image: string, plan: Plan, result: EditResult, outputs: Outputs): Record<string, unknown> {
  return {
    input: image,
    output: outputs.picture,
    ...(outputs.compare !== undefined && { compare: outputs.compare }),
    command: plan.command,
    edits: plan.edits.map((edit, i) => ({
      ...edit,
      ...measureMask(result.masks[i]!),
      maskFrom: plan.maskFiles[i] ?? 'words',
      ...(outputs.masks[i] !== undefined && { mask: outputs.masks[i] }),
    })),
    prompts: result.prompts,
    metrics: result.metrics,
    timings: result.timings,
    config: result.config,
  };
}
