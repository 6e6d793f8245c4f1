import { DualeditError, type Mask, maskBox, namesThing, type Picture } from '@dualedit/foundation';
import type { Model } from '../family/model.js';
import { cutSquare } from '../image/square.js';
import { digestOfModels, digestOfPicture } from '../inversions/digests.js';
import { decodeInversion, encodeInversion, type InversionFacts } from '../inversions/file.js';
import { INVERSIONS, type InversionName } from '../inversions/inversions.js';
import type { InvertedSquare } from '../inversions/inverted-square.js';
import { isNamed, type NamedChange } from '../text/places.js';
import { promptOf } from '../text/prompt.js';
import type { EditRequest } from './request.js';

/** A saved inversion, ready for an edit of its picture. */
export interface OpenedInversion {
  /** Absent if it cannot serve this edit, so that the picture is inverted again. */
  inverted?: InvertedSquare;
  /** Why it cannot, in a sentence or two. */
  unused?: string;
  /** The request with everything that the inversion decides. */
  request: EditRequest;
}

/** The inversion of an edit as one file, for `EditRequest.inverted`. */
export async function saveInversion(
  model: Model,
  { name, region, path, trajectory, inversion }: InvertedSquare,
  made: Required<Pick<InversionFacts, 'prompt' | 'guidanceScale' | 'seed'>> & { original: Picture },
): Promise<Uint8Array> {
  const facts: InversionFacts = {
    pack: model.pack.name,
    models: await digestOfModels(model.pack),
    picture: digestOfPicture(made.original),
    prompt: made.prompt,
    guidanceScale: made.guidanceScale,
    ...(INVERSIONS[name].isSeeded && { seed: made.seed }),
    region,
    inversion: name,
    steps: path.steps,
  };
  return encodeInversion({ facts, toNoise: trajectory, inversion }, model.signature.text);
}

/**
 * Reads a saved inversion for a request that has one. One whose prompt does not name a thing that is edited is not used:
 * it was made to keep that thing under other words, which shows in the result.
 * @throws DualeditError `inversion-unreadable`; `inversion-pack`, `inversion-picture`, `inversion-settings` where it
 * was made with another model, of another picture, or in another way than the request says
 */
export async function openInversion(
  model: Model,
  file: Uint8Array,
  request: EditRequest,
): Promise<OpenedInversion> {
  const { facts, toNoise, inversion } = decodeInversion(file, model.signature.text);
  if (facts.models !== (await digestOfModels(model.pack))) {
    const message = `The saved inversion was made with other models, of a pack named ${facts.pack}.`;
    throw mismatch('pack', message, model.pack.name);
  }
  if (facts.picture !== digestOfPicture(request.picture)) {
    throw mismatch('picture', 'The saved inversion is of another picture.');
  }
  for (const [what, saved, said] of settingsOf(facts, request)) {
    if (said === undefined || said === saved) continue;
    const message = `The saved inversion was made with the ${what} "${saved}" but received "${said}".`;
    throw mismatch('settings', message, said);
  }
  const { prompt, steps, guidanceScale, seed, region } = facts;
  const name = facts.inversion as InversionName;
  const settings = { guidanceScale, ...request.settings, steps };
  const drawn = seed === undefined ? {} : { seed };
  const unnamed =
    request.prompt === undefined
      ? request.edits.filter(namesThing).filter((edit) => !isNamed(edit, prompt))
      : [];
  if (unnamed.length > 0) {
    return {
      unused: notNaming(prompt, unnamed),
      request: { ...request, ...drawn, inversion: name, settings },
    };
  }
  const seen = await cutSquare(request.picture, region, model.pictureSize);
  return {
    inverted: { name, region, seen, path: model.path(steps), trajectory: toNoise, inversion },
    request: { ...request, ...drawn, prompt, inversion: name, settings },
  };
}

function notNaming(prompt: string, unnamed: readonly NamedChange[]): string {
  const things = unnamed.map(({ source }) => `"${source}"`).join(', ');
  const better = `${prompt} and ${promptOf(unnamed)}`;
  return `The saved inversion was made with the prompt "${prompt}", which does not name ${things}: the picture was inverted again. To edit all of it from one inversion, save it with a prompt such as "${better}".`;
}

/** What the file says and what the request says, where both must be the same. */
function settingsOf(facts: InversionFacts, { prompt, inversion, settings, seed }: EditRequest) {
  const isGuided = facts.inversion === 'null-text' || facts.inversion === 'ddim';
  return [
    ['prompt', facts.prompt, prompt?.normalize('NFC')],
    ['inversion', facts.inversion, inversion],
    ['number of steps', facts.steps, settings?.steps],
    ['seed', facts.seed, facts.seed === undefined ? undefined : seed],
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
