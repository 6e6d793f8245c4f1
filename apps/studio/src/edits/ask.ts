import type { MethodName } from '@dualedit/core';
import { changeName, DualeditError } from '@dualedit/foundation';
import type { Job, JobOptions, User } from '@dualedit/jobs';
import type { EditRequest, EditSettings } from '../contract.js';
import { GUEST_LIMITS, isGuest } from '../guests/guest.js';
import { malformed } from '../http/errors.js';
import type { StudioParts } from '../studio-parts.js';
import { type Address, asJson } from './address.js';
import { readAsked } from './read-asked.js';

/** About as many previews are shown of an edit. */
const PREVIEWS = 5;
const USUAL_STEPS = 20;

export interface Asked extends Omit<EditRequest, 'masks'> {
  /** Encoded masks by the index of their edit. */
  masks: ReadonlyMap<number, Uint8Array>;
  /** Whether things are black in the masks. Masks that somebody saw as they painted them are as they are meant. */
  invertMasks?: boolean | undefined;
  /** What makes the same request again the same. */
  key?: string | undefined;
}

/**
 * Puts an edit into the queue. What can be refused without a model is refused.
 * @throws DualeditError `command-…`, `picture-unknown`, `mask-…`, `region-missing`, `limit-…`, …
 */
export async function askForEdit(
  { jobs, pictures, reading, pack }: StudioParts,
  user: User,
  asked: Asked,
): Promise<Job> {
  const { picture, command, language, prompt, masks, settings = {}, variants = 1, parent, key } = asked;
  const { changes: edits } = readAsked({ command, language }, reading);
  for (const index of masks.keys()) if (!edits[index]) throw maskWithoutEdit(index, edits.length);
  const placeless = edits.findIndex(({ kind }, i) => kind === 'insertion' && !masks.has(i));
  if (placeless >= 0) throw regionMissing(changeName(edits[placeless]!));
  const address: Address = {
    picture,
    settings,
    variants,
    given: [...masks.keys()],
    ...(language !== undefined && { language }),
    ...(parent !== undefined && { parent }),
  };
  const steps = settings.steps ?? pack.defaults.steps ?? USUAL_STEPS;
  const { job } = await jobs.enqueue({
    user,
    address: asJson(address),
    ...(key !== undefined && { key: `${user.id}:${key}` }),
    ...(isGuest(user.id) && { limits: GUEST_LIMITS }),
    picture: await pictures.read(user, picture),
    command,
    edits,
    options: {
      ...jobOptions(settings),
      ...(prompt !== undefined && prompt.trim() !== '' && { prompt }),
      ...(variants > 1 && { variants }),
      ...(masks.size > 0 && { masks: edits.map((_, i) => masks.get(i)), ...inversion(asked) }),
      previewEvery: Math.max(1, Math.round(steps / PREVIEWS)),
    },
  });
  return job;
}

const inversion = ({ invertMasks }: Asked) => (invertMasks === undefined ? {} : { invertMasks });

function jobOptions({ method, steps, format, metadata = 'keep', ...rest }: EditSettings): JobOptions {
  return {
    ...rest,
    metadata,
    ...(method !== undefined && { method: method as MethodName }),
    ...(steps !== undefined && { settings: { steps } }),
    ...(format !== undefined && format !== 'same' && { format }),
  };
}

const BASE64 = /^[A-Za-z\d+/]+={0,2}$/;

/** Masks as JSON brings them. @throws DualeditError `request-malformed` */
export function decodeMasks(masks: Record<string, string> = {}): Map<number, Uint8Array> {
  return new Map(
    Object.entries(masks).map(([index, text]): [number, Uint8Array] => {
      const data = text.replace(/^data:image\/png;base64,/, '');
      if (!BASE64.test(data)) throw malformed(`masks.${index}: expected a PNG as base64.`);
      return [Number(index), Buffer.from(data, 'base64')];
    }),
  );
}

export function maskWithoutEdit(index: number, count: number): DualeditError {
  return new DualeditError({
    code: 'mask-without-edit',
    message: `Expected masks of ${count} ${count === 1 ? 'edit' : 'edits'}, numbered from 0, but received one of edit ${index}.`,
    hint: 'Give masks by the index of their edit in the command.',
    received: index,
  });
}

function regionMissing(name: string): DualeditError {
  return new DualeditError({
    code: 'region-missing',
    message: `Nothing says where the new ${name} goes.`,
    hint: 'Paint or draw its place, and send that as the mask of this edit.',
    received: name,
  });
}
