import { checkEdit as checkByPack, type EditRequest } from '@dualedit/core';
import { readSegmenterModels } from '@dualedit/segmenter/pack';
import { findPack } from './find-pack.js';
import type { OpenOptions } from './options.js';
import { chooseParts } from './parts.js';

/**
 * Refuses what an edit by an editor with these options would refuse before its first model run, without loading a
 * model. What is only found in the picture is not looked for.
 * @throws DualeditError as opening the editor and its `edit` do
 */
export async function checkEdit(request: EditRequest, options: OpenOptions = {}): Promise<void> {
  const pack = await findPack(options.model);
  const { maskSource, safetyCheck } = await chooseParts(pack, options);
  const isGiven = request.edits.every((_, index) => request.masks?.[index]);
  if (maskSource !== undefined && !isGiven) await readSegmenterModels(pack);
  await checkByPack(request, {
    pack,
    hasMaskSource: maskSource !== undefined,
    ...(options.device !== undefined && { device: options.device }),
    ...(safetyCheck !== undefined && { safetyCheck }),
  });
}
