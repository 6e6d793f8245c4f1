import { openModel } from '../family/open-model.js';
import { onGround } from '../image/ground.js';
import { openPack } from '../pack/open-pack.js';
import { checkModels } from '../pack/verify.js';
import { checkSafetyChecker } from '../safety/safety-checker.js';
import { chooseDevice, type Device } from '../session/device.js';
import { checkWorld } from '../world/check-world.js';
import { checkRequest } from './check.js';
import { checkCanPoint } from './check-pointing.js';
import { waysOf } from './choose.js';
import { modelFor } from './choose-model.js';
import { typedError } from './errors.js';
import { planWith } from './plan.js';
import type { EditRequest } from './request.js';
import { openInversion } from './saved-inversion.js';

export interface CheckOptions {
  /** Folder of the model pack. */
  pack: string;
  device?: Device;
  safetyCheck?: boolean;
  /** Whether a mask source would find masks. Defaults to true. */
  hasMaskSource?: boolean;
}

/**
 * Refuses what an edit would refuse before its first model run, without loading a model: pack, device, words, prompt,
 * masks, steps, a saved inversion, and whether the model knows such pictures. What is only found in the picture is not
 * looked for.
 * @throws DualeditError as loading an editor and its `edit` do
 */
export async function checkEdit(request: EditRequest, options: CheckOptions): Promise<void> {
  try {
    await check(request, options);
  } catch (error) {
    throw typedError(error);
  }
}

async function check(asked: EditRequest, options: CheckOptions): Promise<void> {
  for (const way of waysOf(asked)) await checkOne({ ...asked, ...way }, options);
}

async function checkOne(
  brought: EditRequest,
  { pack: folder, device, safetyCheck, hasMaskSource = true }: CheckOptions,
): Promise<void> {
  const pack = await openPack(folder);
  await checkModels(folder);
  if (safetyCheck) checkSafetyChecker(folder);
  // Of `auto` there is always one that works.
  const opened = await openModel(
    pack,
    await chooseDevice(device === undefined || device === 'auto' ? 'cpu' : device),
  );
  const model = await modelFor(opened, brought, hasMaskSource);
  checkRequest(brought);
  checkCanPoint(brought, hasMaskSource);
  const asked = { ...brought, picture: onGround(brought.picture).picture };
  const saved = asked.inverted && (await openInversion(model, asked.inverted, asked));
  const request = saved?.request ?? asked;
  planWith(request, model, { hasMaskSource: false, isInverted: saved?.inverted !== undefined });
  if (!request.force) await checkWorld(request.picture, model);
}
