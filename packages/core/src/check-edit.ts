import { ddimSchedule } from './diffusion/ddim.js';
import type { EditRequest } from './editor.js';
import { typedError } from './errors.js';
import { METHODS } from './methods/settings.js';
import { chooseDevice, type Device } from './model/device.js';
import { checkModels, openPack } from './model/pack.js';
import { checkRequest, checkSeen } from './request.js';
import { checkSafetyChecker } from './safety/safety-checker.js';
import { checkSaved } from './saved-inversion.js';
import { alignPrompts } from './text/align.js';
import { composePrompts } from './text/prompt.js';
import { loadTokenizer } from './text/tokenizer.js';
import { checkWords } from './text/words.js';

export interface CheckOptions {
  /** Folder of the model pack. */
  pack: string;
  device?: Device;
  safetyCheck?: boolean;
}

/**
 * Refuses what an edit would refuse before its first model run, without loading a model: pack, device, words, prompt,
 * masks, steps and a saved inversion. What is only found in the picture is not looked for.
 * @throws DualeditError as loading an editor and its `edit` do
 */
export async function checkEdit(request: EditRequest, options: CheckOptions): Promise<void> {
  try {
    await check(request, options);
  } catch (error) {
    throw typedError(error);
  }
}

async function check(asked: EditRequest, { pack: folder, device, safetyCheck }: CheckOptions): Promise<void> {
  const pack = await openPack(folder);
  await checkModels(folder);
  if (safetyCheck) checkSafetyChecker(folder);
  // Of `auto` there is always one that works.
  if (device !== undefined && device !== 'auto') await chooseDevice(device);
  const request = asked.inverted ? (await checkSaved(pack, asked.inverted, asked)).request : asked;
  checkRequest(request);
  const { method = 'mde', edits, masks = [], prompt, settings } = request;
  ddimSchedule(pack.scheduler, { ...METHODS[method], ...pack.defaults, ...settings }.steps);
  const prompts = composePrompts(edits, prompt);
  for (const text of [prompts.source, prompts.target]) if (pack.words) checkWords(text, pack.words);
  alignPrompts(await loadTokenizer(pack.files.tokenizer), prompts);
  const given = edits.map((_, index) => masks[index]);
  if (given.every((mask) => mask !== undefined)) checkSeen(given, edits);
}
