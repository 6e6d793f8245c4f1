import {
  changeName,
  DualeditError,
  decodeMask,
  decodePicture,
  fitMask,
  namesThing,
  type Picture,
} from '@dualedit/foundation';
import type { JobRequest, PictureReference, StoredPicture, User } from '../job.js';
import { pictureGone, unknownJob } from './errors.js';
import { readJob } from './job-row.js';
import { formatOf, readPictures } from './pictures.js';
import type { Store } from './store.js';

/** The pictures that a request brings, decoded once to be sure of them. */
export type RequestPicture = Omit<StoredPicture, 'job'>;

/**
 * @throws DualeditError `front-end-name`, `no-edits`, `picture-too-heavy`, `picture-too-large`,
 * `picture-unreadable`, `mask-unreadable`, `mask-size`, `mask-empty`, `mask-inverted`, `masks-count`, `job-unknown`, `picture-gone`
 */
export async function checkRequest(store: Store, request: JobRequest): Promise<RequestPicture[]> {
  checkFrontEnd(request.user.frontEnd);
  if (request.edits.length === 0) {
    throw new DualeditError({
      code: 'no-edits',
      message: 'Expected at least one edit but received none.',
      hint: 'Say what is in the picture and what it becomes, such as "cat→dog".',
    });
  }
  const { picturePixels } = store.settings.limits;
  const bytes = await bytesOf(store, request.picture, request.user);
  checkWeight(bytes, store.settings.limits.pictureBytes);
  const picture = await decodePicture(bytes, { maxPixels: picturePixels });
  const masks = await masksOf(store, request);
  await checkMasks(masks, request, picture);
  return [
    { role: 'input', index: 0, format: formatOf(bytes), bytes },
    ...masks.flatMap((bytes, index): RequestPicture[] =>
      bytes ? [{ role: isGiven(request) ? 'given' : 'mask', index, format: formatOf(bytes), bytes }] : [],
    ),
  ];
}

/** Whether the masks came with the request, rather than from an earlier job. */
const isGiven = ({ options }: JobRequest) => Array.isArray(options?.masks);

/** Front ends are parts of queues' and tables' names. */
export function checkFrontEnd(name: string): void {
  if (/^[a-z][a-z\d-]{0,31}$/.test(name)) return;
  throw new DualeditError({
    code: 'front-end-name',
    message: `Expected the name of a front end, such as "discord", but received "${name}".`,
    hint: 'Use up to 32 lower case letters, digits and "-", a letter first.',
    received: name,
  });
}

async function bytesOf(
  store: Store,
  picture: Uint8Array | PictureReference,
  user: User,
): Promise<Uint8Array> {
  if (picture instanceof Uint8Array) return picture;
  await checkOwner(store, picture.job, user);
  const [stored] = await readPictures(store, picture.job, picture.picture);
  if (!stored) throw pictureGone(picture.job);
  return stored.bytes;
}

async function masksOf(store: Store, { options, user }: JobRequest): Promise<(Uint8Array | undefined)[]> {
  const masks = options?.masks ?? [];
  if (Array.isArray(masks)) {
    for (const mask of masks) if (mask) checkWeight(mask, store.settings.limits.pictureBytes);
    return masks;
  }
  await checkOwner(store, masks.job, user);
  const stored = await readPictures(store, masks.job, 'mask');
  if (stored.length === 0) throw pictureGone(masks.job);
  return stored.map(({ bytes }) => bytes);
}

async function checkOwner(store: Store, id: string, user: User): Promise<void> {
  const { user: owner } = await readJob(store.database, id, store.settings.leaseSeconds);
  if (owner.frontEnd !== user.frontEnd || owner.id !== user.id) throw unknownJob(id);
}

async function checkMasks(
  masks: (Uint8Array | undefined)[],
  request: JobRequest,
  picture: Picture,
): Promise<void> {
  const { edits, options } = request;
  if (masks.length !== 0 && masks.length !== edits.length) {
    throw new DualeditError({
      code: 'masks-count',
      message: `Expected one mask an edit, ${edits.length} in all, but received ${masks.length}.`,
      hint: 'Give every edit a mask, or none.',
      received: masks.length,
    });
  }
  for (const [index, mask] of masks.entries()) {
    if (!mask) continue;
    // Masks that were found are as they should be.
    const isThing = isGiven(request) && namesThing(edits[index]!);
    const how = { name: changeName(edits[index]!), isThing, invert: options?.invertMasks };
    await fitMask(await decodeMask(mask), picture, how);
  }
}

function checkWeight(bytes: Uint8Array, most: number): void {
  if (bytes.length <= most) return;
  throw new DualeditError({
    code: 'picture-too-heavy',
    message: `Expected a picture of at most ${most} bytes but received ${bytes.length}.`,
    hint: 'Scale it down, or save it as JPEG.',
    received: bytes.length,
  });
}
