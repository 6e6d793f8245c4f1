import { DEFAULT_METHOD, estimateMemory, METHODS, machineMemory } from '@dualedit/core';
import { changeName, namesThing, targetPhrase } from '@dualedit/foundation';
import type { EditOptions } from '../options.js';
import { formatBytes, formatTable } from '../terminal/format.js';
import { maskOrigin } from './mask-files.js';
import type { PreparedEdit } from './one-edit.js';

/** What an edit would take of this machine's memory, and what that has, in bytes. */
export interface Memory {
  memory: number;
  available: number;
}

/** The memory that an edit of a picture takes. Compiles the programs of its model, and loads none. */
export async function memoryOf({ plan }: PreparedEdit, options: EditOptions): Promise<Memory> {
  const { findPack } = await import('@dualedit/editor');
  const { method, inversion, safetyCheck, captions } = options;
  const { total } = await estimateMemory({
    pack: await findPack(options.model),
    picture: plan.picture,
    ...(method !== undefined && { method }),
    ...(inversion !== undefined && { inversion }),
    ...(safetyCheck !== undefined && { safetyCheck }),
    ...(captions !== undefined && { captions }),
  });
  return { memory: total, available: machineMemory() };
}

/** What an edit would do, as data and as text. */
export function describePlan(
  { image, plan, outputs }: PreparedEdit,
  options: EditOptions,
  { memory, available }: Memory,
): { data: Record<string, unknown>; text: string } {
  const { command, edits, picture, maskFiles } = plan;
  const {
    model = 'diorama (embedded)',
    method = DEFAULT_METHOD,
    inversion = METHODS[method].inversions[0],
    strength = 1,
    prompt,
  } = options;
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
    `  method ${method}, inversion ${inversion}, model ${model}${prompt === undefined ? '' : `, prompt "${prompt}"`}`,
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
      model,
      strength,
      prompt,
      memory,
      availableMemory: available,
    },
    text,
  };
}
