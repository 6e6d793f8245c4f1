import { DualeditError, type Edit, type Mask, maskBox } from '@dualedit/foundation';
import { ddimSchedule } from './diffusion/ddim.js';
import type { EditRequest } from './editor.js';
import type { Engine } from './engine.js';
import { cutRegion } from './image/region.js';
import { digestOfModels, digestOfPicture } from './inversion/digests.js';
import {
  decodeInversion,
  encodeInversion,
  type InversionFacts,
  type InversionFile,
} from './inversion/file.js';
import type { InversionName } from './inversion/inversions.js';
import type { Pack } from './model/pack.js';
import type { InvertedPicture } from './prepare.js';
import { isNamed } from './text/places.js';
import { promptOf } from './text/prompt.js';

/** A saved inversion, ready for an edit of its picture. */
export interface OpenedInversion {
  /** Undefined where it cannot serve this edit, so that the picture is inverted again. */
  inverted: InvertedPicture | undefined;
  /** Why it cannot, in a sentence or two. */
  unused: string | undefined;
  /** The request with everything that the inversion decides. */
  request: EditRequest;
}

/** The inversion of an edit as one file, for `EditRequest.inverted`. */
export async function saveInversion(
  engine: Engine,
  { image }: EditRequest,
  { name, region, walk, inversion }: InvertedPicture,
  { prompt, guidanceScale }: Pick<InversionFacts, 'prompt' | 'guidanceScale'>,
): Promise<Uint8Array> {
  const facts: InversionFacts = {
    pack: engine.pack.name,
    models: await digestOfModels(engine.pack),
    picture: digestOfPicture(image),
    ...{ prompt, guidanceScale, region, inversion: name, steps: walk.length - 1 },
  };
  return encodeInversion({ facts, walk, inversion });
}

/**
 * Reads a saved inversion for a request that has one. One whose prompt does not name a thing that is edited is not used:
 * it was made to keep that thing under other words, which shows in the result.
 * @throws DualeditError `inversion-unreadable`; `inversion-pack`, `inversion-picture`, `inversion-settings` where it
 * was made with another model, of another picture, or in another way than the request says
 */
export async function openInversion(
  engine: Engine,
  file: Uint8Array,
  asked: EditRequest,
): Promise<OpenedInversion> {
  const { saved, unused, request } = await checkSaved(engine.pack, file, asked);
  if (unused !== undefined) return { inverted: undefined, unused, request };
  const { facts, walk, inversion } = saved;
  const schedule = ddimSchedule(engine.pack.scheduler, facts.steps);
  const seen = await cutRegion(asked.image, facts.region, engine.pictureSize);
  const name = facts.inversion as InversionName;
  return {
    inverted: { name, region: facts.region, seen, schedule, walk, inversion },
    unused: undefined,
    request,
  };
}

/**
 * Reads a saved inversion and compares it with a request, which it completes.
 * @throws DualeditError as {@link openInversion}
 */
export async function checkSaved(
  pack: Pack,
  file: Uint8Array,
  request: EditRequest,
): Promise<{ saved: InversionFile; unused: string | undefined; request: EditRequest }> {
  const saved = decodeInversion(file);
  const { facts } = saved;
  if (facts.models !== (await digestOfModels(pack))) {
    const message = `The saved inversion was made with other models, of a pack named ${facts.pack}.`;
    throw mismatch('pack', message, pack.name);
  }
  if (facts.picture !== digestOfPicture(request.image)) {
    throw mismatch('picture', 'The saved inversion is of another picture.');
  }
  for (const [what, known, said] of settingsOf(facts, request)) {
    if (said === undefined || said === known) continue;
    const message = `The saved inversion was made with the ${what} "${known}" but received "${said}".`;
    throw mismatch('settings', message, said);
  }
  const { prompt, steps, guidanceScale } = facts;
  const settings = { guidanceScale, ...request.settings, steps };
  const inversion = facts.inversion as InversionName;
  const unnamed = request.prompt === undefined ? request.edits.filter((edit) => !isNamed(edit, prompt)) : [];
  return unnamed.length > 0
    ? { saved, unused: notNaming(prompt, unnamed), request: { ...request, inversion, settings } }
    : { saved, unused: undefined, request: { ...request, prompt, inversion, settings } };
}

function notNaming(prompt: string, unnamed: readonly Edit[]): string {
  const things = unnamed.map(({ source }) => `"${source}"`).join(', ');
  const better = `${prompt} and ${promptOf(unnamed)}`;
  return `The saved inversion was made with the prompt "${prompt}", which does not name ${things}: the picture was inverted again. To edit all of it from one inversion, save it with a prompt such as "${better}".`;
}

/** What the file says and what the request says, where both must be the same. */
function settingsOf(facts: InversionFacts, { prompt, inversion, settings }: EditRequest) {
  const isGuided = facts.inversion === 'null-text' || facts.inversion === 'ddim';
  return [
    ['prompt', facts.prompt, prompt?.normalize('NFC')],
    ['inversion', facts.inversion, inversion],
    ['number of steps', facts.steps, settings?.steps],
    ['guidance scale', facts.guidanceScale, isGuided ? settings?.guidanceScale : undefined],
  ] as const;
}

/** @throws DualeditError `inversion-region` where a mask lies outside what was inverted */
export function checkInside(mask: Mask, { left, top, side }: InversionFacts['region']): void {
  const box = maskBox(mask)!;
  const isInside =
    box.left >= left &&
    box.top >= top &&
    box.left + box.width <= left + side &&
    box.top + box.height <= top + side;
  if (isInside) return;
  throw new DualeditError({
    code: 'inversion-region',
    message: `The masks reach beyond the square of the picture that was inverted (${side}×${side} at ${left}, ${top}).`,
    hint: 'Leave the saved inversion out: these edits need one of their own.',
    received: box,
  });
}

function mismatch(what: 'pack' | 'picture' | 'settings', message: string, received?: unknown): DualeditError {
  return new DualeditError({
    code: `inversion-${what}`,
    message,
    hint: 'Give what it was made with, or leave it out: the picture is then inverted again.',
    ...(received === undefined ? {} : { received }),
  });
}
