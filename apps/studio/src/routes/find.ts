import { unpackError } from '@dualedit/core';
import type { FinderPicture, FoundThing } from '@dualedit/editor';
import {
  changeName,
  DualeditError,
  encodeMask,
  type Mask,
  maskBox,
  NAMELESS,
  type Pointing,
} from '@dualedit/foundation';
import type { User } from '@dualedit/jobs';
import { Hono } from 'hono';
import type {
  FoundMask,
  MasksAnswer,
  MasksRequest,
  SeenMask,
  SegmentAnswer,
  SegmentRequest,
} from '../contract.js';
import { readAsked } from '../edits/read-asked.js';
import type { Rate } from '../guard/rate.js';
import { atMost, readJson } from '../http/body.js';
import type { Environment } from '../http/environment.js';
import { errorBody } from '../http/failure.js';
import { masksSchema, segmentSchema } from '../schemas.js';
import type { StudioParts } from '../studio-parts.js';

/** Finds things in pictures by words and by points, below `/pictures`. */
export function findRoutes(parts: StudioParts, work: Rate): Hono<Environment> {
  const routes = new Hono<Environment>();

  routes.post('/:id/masks', atMost(), async (context) => {
    const user = context.get('user');
    work.take(user.id);
    const asked = await readJson(context, masksSchema);
    const picture = await finderPicture(parts, user, context.req.param('id'));
    return context.json(await findMasks(parts, picture, { ...asked, signal: context.req.raw.signal }));
  });

  routes.post('/:id/segment', atMost(), async (context) => {
    const asked = await readJson(context, segmentSchema);
    const picture = await finderPicture(parts, context.get('user'), context.req.param('id'));
    return context.json(await segment(parts, picture, { ...asked, signal: context.req.raw.signal }));
  });

  return routes;
}

/** A picture for the finder; one that is not there is refused before anything else. */
export async function finderPicture(
  { pictures }: Pick<StudioParts, 'pictures'>,
  user: User,
  id: string,
): Promise<FinderPicture> {
  await pictures.info(user, id);
  return { id, decode: () => pictures.decode(user, id) };
}

/** The masks of a command, of the edits that are not skipped and have something to be found. */
export async function findMasks(
  { finder, reading }: Pick<StudioParts, 'finder' | 'reading'>,
  picture: FinderPicture,
  { command, language, prompt, skip = [], force, signal }: MasksRequest & { signal: AbortSignal },
): Promise<MasksAnswer> {
  const { changes } = readAsked({ command, language }, reading);
  const wanted = changes.flatMap((edit, index) =>
    edit.kind === 'insertion' || skip.includes(index) ? [] : [{ edit, index }],
  );
  if (wanted.length === 0) return { masks: [], missing: [], kept: [] };
  const edits = wanted.map(({ edit }) => edit);
  const { found, missing, unnamed } = await finder.masks(picture, { edits, prompt, force, signal });
  const named = skip.map((index) => changes[index] && changeName(changes[index]));
  const indexOf = (edit: number) => wanted[edit]!.index;
  return {
    masks: await Promise.all(
      found.map((thing) => foundMask(thing, indexOf(thing.edit), changeName(edits[thing.edit]!))),
    ),
    missing: missing.map(({ edit, error }) => ({
      edit: indexOf(edit),
      error: errorBody(unpackError(error)),
    })),
    kept: await Promise.all(
      unnamed
        .filter(({ name }) => name === NAMELESS || !named.includes(name))
        .map(({ name, mask, score }) => seenMask(mask, name, score)),
    ),
  };
}

async function foundMask(
  { mask, score, candidates }: FoundThing,
  edit: number,
  label: string,
): Promise<FoundMask> {
  const others = candidates.map((other) => seenMask(other.mask, other.name, other.score));
  return { edit, ...(await seenMask(mask, label, score)), candidates: await Promise.all(others) };
}

async function seenMask(mask: Mask, label: string, score: number | undefined): Promise<SeenMask> {
  return { label, ...(await sentMask(mask)), ...(score !== undefined && { score }) };
}

async function sentMask(mask: Mask) {
  const box = maskBox(mask) ?? { left: 0, top: 0, width: 0, height: 0 };
  return { box, mask: Buffer.from(await encodeMask(mask)).toString('base64') };
}

async function segment(
  { finder, pictures }: StudioParts,
  picture: FinderPicture,
  { points = [], box, signal }: SegmentRequest & { signal: AbortSignal },
): Promise<SegmentAnswer> {
  if (!finder.canPoint) throw cannotPoint();
  const pointing: Pointing = {
    ...(box && { box }),
    points: points.map(({ x, y, positive }) => ({ x, y, inside: positive })),
  };
  checkPointing(pointing, pictures.sizeOf(picture.id));
  const { mask, score, name } = await finder.pointed(picture, pointing, signal);
  return { ...(await sentMask(mask)), score, ...(name !== undefined && { label: name }) };
}

/** @throws DualeditError `pointing-outside`, `request-malformed` */
function checkPointing({ box, points = [] }: Pointing, size: { width: number; height: number }): void {
  if (!box && !points.some(({ inside }) => inside))
    throw pointing('Expected a box, or a point inside the thing, but received neither.', { points });
  const isIn = (x: number, y: number) => x >= 0 && y >= 0 && x < size.width && y < size.height;
  const isBoxIn =
    !box ||
    (box.width >= 1 &&
      box.height >= 1 &&
      isIn(box.left, box.top) &&
      box.left + box.width <= size.width &&
      box.top + box.height <= size.height);
  if (isBoxIn && points.every(({ x, y }) => isIn(x, y))) return;
  throw pointing(`Expected places within the picture of ${size.width}×${size.height} pixels.`, {
    box,
    points,
  });
}

function pointing(message: string, received: unknown): DualeditError {
  return new DualeditError({
    code: 'pointing-outside',
    message,
    hint: 'Give x and y in pixels of the upright picture, from its upper left corner.',
    received,
  });
}

function cannotPoint(): DualeditError {
  return new DualeditError({
    code: 'pointing-unsupported',
    message: 'This model finds things by their words alone: it has no segmenter.',
    hint: 'Name the thing, paint its mask, or start the studio with a model that has a segmenter.',
  });
}
