import {
  DEFAULT_METHOD,
  type EditPlan,
  estimateMemory,
  machineMemory,
  openPack,
  planEdit,
} from '@dualedit/core';
import { changeName, namesThing, targetPhrase } from '@dualedit/foundation';
import type { EditOptions } from '../options.js';
import { formatBytes, formatTable } from '../terminal/format.js';
import { maskOrigin } from './mask-files.js';
import { type PreparedEdit, requestOf } from './one-edit.js';

/** What an edit would run, what that would take of this machine's memory, and what the machine has, in bytes. */
export interface Cost {
  /** Of the first of several ways. */
  resolved: EditPlan['resolved'];
  memory: number;
  available: number;
}

/** What an edit of a picture takes. Compiles the programs of its model, and loads none. */
export async function costOf(prepared: PreparedEdit, options: EditOptions): Promise<Cost> {
  const { findPack } = await import('@dualedit/editor');
  const { safetyCheck, captions, maskSource } = options;
  const { choose, variants, ...asked } = requestOf(prepared);
  // Several ways are named ones.
  const [method = asked.method ?? (variants === undefined ? undefined : DEFAULT_METHOD)] = choose ?? [];
  const request = { ...asked, ...(method !== undefined && { method }) };
  const pack = await findPack(options.model);
  const { resolved } = await planEdit(request, await openPack(pack), {
    hasMaskSource: maskSource !== 'attention',
    isInverted: request.inverted !== undefined,
  });
  const { total } = await estimateMemory({
    ...request,
    pack,
    ...(safetyCheck !== undefined && { safetyCheck }),
    ...(captions !== undefined && { captions }),
  });
  return { resolved, memory: total, available: machineMemory() };
}

/** What an edit would do, as data and as text. */
export function describePlan(
  { image, plan, outputs }: PreparedEdit,
  options: EditOptions,
  { resolved, memory, available }: Cost,
): { data: Record<string, unknown>; text: string } {
  const { command, edits, picture, maskFiles } = plan;
  const { model = 'diorama (embedded)', strength = 1, prompt } = options;
  const {
    method,
    inversion,
    settings: { steps },
  } = resolved;
  const rows = edits.map((edit, i) => [
    `  ${i + 1}`,
    edit.kind,
    edit.kind === 'insertion' ? `+ ${edit.target}` : `${changeName(edit)} → ${targetPhrase(edit)}`,
    namesThing(edit) && edit.which.type !== 'best' ? Object.values(edit.which).join(' ') : '',
    'strength' in edit ? `strength ${edit.strength * strength}` : '',
    `mask from ${maskOrigin(plan, i)}`,
  ]);
  const text = [
    ...plan.notes.map((note) => note.text),
    `${image} (${picture.width}×${picture.height}) would become ${outputs.picture === '-' ? 'stdout' : outputs.picture}`,
    formatTable(rows),
    `  method ${method}, inversion ${inversion}, ${steps} steps, model ${model}${prompt === undefined ? '' : `, prompt "${prompt}"`}`,
    `  takes about ${formatBytes(memory)} of memory${memory > available ? `; this machine has ${formatBytes(available)}` : ''}`,
  ].join('\n');
  const { width, height } = picture;
  const masks = maskFiles.map((file) => file ?? 'words');
  return {
    data: {
      dryRun: true,
      input: image,
      width,
      height,
      command,
      edits,
      masks,
      outputs,
      method,
      inversion,
      steps,
      model,
      strength,
      prompt,
      memory,
      availableMemory: available,
    },
    text,
  };
}
