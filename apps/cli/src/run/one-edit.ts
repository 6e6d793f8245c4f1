import { join, parse } from 'node:path';
import type { EditRequest, EditResult } from '@dualedit/core';
import type { PictureEditor } from '@dualedit/editor';
import { compareSheet } from '@dualedit/editor/compare-sheet';
import { variantSheet } from '@dualedit/editor/variant-sheet';
import {
  DualeditError,
  type EncodedLike,
  encodeAnimation,
  encodeLike,
  encodeMask,
  isAnimation,
  type Note,
  type OnProgress,
  type PictureFormat,
} from '@dualedit/foundation';
import { checkOutputs, defaultOutput, formatOf } from '../files/outputs.js';
import { readInput } from '../files/read.js';
import { makeFolder, writeOutput } from '../files/write.js';
import { given } from '../given.js';
import type { EditSettings } from '../options.js';
import { attentionPicture } from './attention-picture.js';
import { editFrames } from './frames.js';
import { attentionFileNames, describeSeen, maskFileNames, measureMask } from './mask-files.js';
import { type Plan, readPlan } from './plan.js';

/** Where everything goes that an edit writes. */
export interface Outputs {
  picture: string;
  masks: string[];
  attention: string[];
  compare: string | undefined;
  inversion: string | undefined;
  /** One per variant, and the sheet that shows them all. */
  variants: string[];
  sheet: string | undefined;
}

/** An edit of which all is known that can be known without a model. */
export interface PreparedEdit {
  image: string;
  /** All files that are read. */
  inputs: string[];
  plan: Plan;
  outputs: Outputs;
  format: PictureFormat;
  /** A saved inversion. */
  inverted: Uint8Array | undefined;
  settings: EditSettings;
}

export interface MadeEdit {
  prepared: PreparedEdit;
  result: EditResult;
  /** What of the original the file does not keep. */
  notes: readonly Note[];
  /** All that is worth telling a script. */
  data: Record<string, unknown>;
}

/** Reads the picture, the command and the masks, and refuses what could not be written later. */
export async function prepareEdit(
  image: string,
  text: string,
  settings: EditSettings,
  model?: string,
): Promise<PreparedEdit> {
  const { mask = [], region = [], inversionFrom, saveInversion } = settings;
  const inputs = [
    image,
    ...mask.map(({ path }) => path),
    ...(inversionFrom === undefined ? [] : [inversionFrom]),
  ];
  const picture = settings.output ?? defaultOutput(image, settings.frames === 'all');
  const format = formatOf(picture);
  if (settings.compare !== undefined) formatOf(settings.compare);
  await checkOutputs([picture, settings.compare, saveInversion], inputs);
  const plan = await readPlan(image, text, {
    files: mask,
    invert: settings.maskInvert,
    ...(settings.box && { box: settings.box }),
    ...(settings.point && { point: settings.point }),
    regions: region,
    model,
    locale: settings.locale,
  });
  const inverted = inversionFrom === undefined ? undefined : await readInput(inversionFrom);
  const outputs: Outputs = {
    picture,
    masks: inFolder(settings.saveMasks, maskFileNames(plan.edits)),
    attention: inFolder(settings.saveAttention, attentionFileNames(plan.edits)),
    compare: settings.compare,
    inversion: saveInversion,
    ...variantOutputs(picture, settings.variants),
  };
  return { image, inputs, plan, outputs, format, inverted, settings };
}

/** What the engine is asked for. */
export function requestOf({ plan, outputs, inverted, settings }: PreparedEdit): EditRequest {
  const {
    prompt,
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
    force,
  } = settings;
  return {
    picture: plan.picture,
    edits: plan.edits,
    masks: plan.masks,
    pointed: plan.pointed,
    ...given({
      prompt,
      method,
      inversion,
      choose,
      variants,
      fast,
      strength,
      seed,
      maskGrow,
      maskFeather,
      force,
    }),
    ...(inverted && { inverted }),
    ...(outputs.inversion !== undefined && { saveInversion: true }),
    ...(steps !== undefined && { settings: { steps } }),
    ...(protect !== undefined && { protect: protect === 'seen' }),
    ...(retry === false && { retry }),
    ...(outputs.attention.length > 0 && { details: true }),
  };
}

/** Makes the folders that are written to, before the model's time is spent. */
export async function makeFolders({ inputs, outputs, settings }: PreparedEdit): Promise<void> {
  for (const folder of [settings.saveMasks, settings.saveAttention]) {
    if (folder !== undefined) await makeFolder(folder);
  }
  const { picture, compare, inversion, masks, attention, variants, sheet } = outputs;
  await checkOutputs([picture, compare, inversion, sheet, ...masks, ...attention, ...variants], inputs);
}

/**
 * Makes the edit and writes all that was asked for, once all of it is made: a frame that is refused leaves no file. The
 * picture comes last: where it is, the edit is done.
 */
export async function makeEdit(
  editor: PictureEditor,
  prepared: PreparedEdit,
  { onProgress, signal }: { onProgress: OnProgress; signal: AbortSignal },
): Promise<MadeEdit> {
  const { plan, outputs } = prepared;
  const { picture, edits, ...options } = requestOf(prepared);
  const result = await editor.edit(picture, edits, { ...options, onProgress, signal });
  const { bytes, notes } = await encoded(editor, prepared, result, { onProgress, signal });
  for (const file of [...(await besidePicture(prepared, result)), { path: outputs.picture, bytes }])
    await writeOutput(file.path, file.bytes);
  const all = [...plan.notes, ...notes];
  return { prepared, result, notes: all, data: describe(prepared, result, all) };
}

interface OutputFile {
  path: string;
  bytes: Uint8Array;
}

/** What is written beside the edited picture. */
async function besidePicture(prepared: PreparedEdit, result: EditResult): Promise<OutputFile[]> {
  const { plan, outputs } = prepared;
  const files: OutputFile[] = [];
  for (const [i, path] of outputs.masks.entries())
    files.push({ path, bytes: await encodeMask(result.masks[i]!) });
  for (const [i, path] of outputs.attention.entries()) {
    const { region, attention } = result.details!;
    files.push({ path, bytes: await attentionPicture(plan.picture, region, attention[i]!) });
  }
  if (outputs.inversion !== undefined) files.push({ path: outputs.inversion, bytes: result.inversion! });
  if (outputs.compare !== undefined) {
    const bytes = await compareSheet(plan.picture, result.picture, formatOf(outputs.compare));
    files.push({ path: outputs.compare, bytes });
  }
  return [...files, ...(await variantFiles(prepared, result))];
}

/** Each variant as a file of its own, and a sheet of all. Of an animation, they are stills. */
async function variantFiles(
  { plan, outputs, format, settings }: PreparedEdit,
  result: EditResult,
): Promise<OutputFile[]> {
  const { original, picture: before } = plan;
  const files: OutputFile[] = [];
  const pictures = (result.variants ?? []).map(({ picture }) => picture);
  for (const [i, path] of outputs.variants.entries()) {
    const how = { format, metadata: settings.metadata };
    const { bytes } = await encodeLike(original, { before, after: pictures[i]! }, how);
    files.push({ path, bytes });
  }
  if (outputs.sheet === undefined) return files;
  return [...files, { path: outputs.sheet, bytes: await variantSheet(pictures, result.chosen!) }];
}

/** The edited picture as a file; of an animation, with all frames if that is asked for. */
async function encoded(
  editor: PictureEditor,
  prepared: PreparedEdit,
  result: EditResult,
  how: { onProgress: OnProgress; signal: AbortSignal },
): Promise<EncodedLike> {
  const { plan, format, settings } = prepared;
  const { original, picture } = plan;
  const isAll = settings.frames === 'all' && isAnimation(original);
  if (isAll && (format === 'gif' || format === 'webp')) {
    const animation = { original, first: result.picture };
    const { frames, notes } = await editFrames(editor, animation, plan.edits, {
      ...furtherOptions(prepared, result),
      ...how,
    });
    const made = await encodeAnimation(original, frames, format);
    return { ...made, notes: [...made.notes, ...notes] };
  }
  const change = { before: picture, after: result.picture };
  return encodeLike(original, change, { format, metadata: settings.metadata });
}

/** How further frames are edited: in the way in which the first one came out best. */
function furtherOptions(prepared: PreparedEdit, { config, variants }: EditResult) {
  const { picture, edits, inverted, saveInversion, choose, variants: _, ...options } = requestOf(prepared);
  // All by one denoiser: a frame that takes another one flickers.
  const { fast } = config;
  return {
    ...options,
    ...(fast !== undefined && { fast }),
    ...(fast && { retry: false }),
    ...(variants && { method: config.method, strength: config.strength }),
  };
}

/**
 * Where variants go, beside the picture: `cat.edited.1.png` and so on, and `cat.edited.variants.png`.
 * @throws DualeditError `usage` for a picture on stdout
 */
function variantOutputs(picture: string, count = 0): Pick<Outputs, 'variants' | 'sheet'> {
  if (count === 0) return { variants: [], sheet: undefined };
  if (picture === '-') {
    throw new DualeditError({
      code: 'usage',
      message: 'Expected a file as the output of variants but received "-".',
      hint: 'Name the output with -o: variants are written beside it.',
      received: picture,
    });
  }
  const { dir, name, ext } = parse(picture);
  return {
    variants: Array.from({ length: count }, (_, i) => join(dir, `${name}.${i + 1}${ext}`)),
    sheet: join(dir, `${name}.variants.png`),
  };
}

function inFolder(folder: string | undefined, names: readonly string[]): string[] {
  return folder === undefined ? [] : names.map((name) => join(folder, name));
}

function describe(
  { image, plan, outputs, format }: PreparedEdit,
  result: EditResult,
  notes: EncodedLike['notes'],
): Record<string, unknown> {
  return {
    input: image,
    output: outputs.picture,
    format,
    notes,
    ...(outputs.compare !== undefined && { compare: outputs.compare }),
    ...(outputs.inversion !== undefined && { inversion: outputs.inversion }),
    command: plan.command,
    edits: plan.edits.map((edit, i) => ({
      ...edit,
      ...measureMask(result.masks[i]!),
      maskFrom: plan.maskFiles[i] ?? (plan.masks[i] ? 'region' : plan.pointed[i] ? 'pointing' : 'words'),
      ...(outputs.masks[i] !== undefined && { mask: outputs.masks[i] }),
      ...(outputs.attention[i] !== undefined && { attention: outputs.attention[i] }),
    })),
    unnamed: result.unnamed.map(describeSeen),
    checks: result.checks,
    ...(result.variants && {
      chosen: result.chosen! + 1,
      variants: result.variants.map(({ picture: _, ...variant }, i) => ({
        ...(outputs.variants[i] !== undefined && { output: outputs.variants[i] }),
        ...variant,
      })),
      ...(outputs.sheet !== undefined && { sheet: outputs.sheet }),
    }),
    ...(result.retried !== undefined && { retried: result.retried }),
    prompts: result.prompts,
    ...(result.inversionUnused !== undefined && { inversionUnused: result.inversionUnused }),
    metrics: result.metrics,
    timings: result.timings,
    config: result.config,
  };
}
