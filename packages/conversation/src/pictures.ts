import { changeName, decodeMask, decodePicture, NAMELESS } from '@dualedit/foundation';
import type { Job, Jobs, StoredPicture } from '@dualedit/jobs';
import { overlayPicture } from '@dualedit/segmenter/overlay';
import sharp from 'sharp';
import type { Say } from './texts.js';

/** A picture as a platform takes it. Carries no metadata of the upload. */
export interface OutgoingPicture {
  name: string;
  bytes: Buffer;
  /** Whether it had to be compressed or made smaller to fit. */
  reduced: boolean;
}

/** Formats that chats show. */
const EXTENSIONS: Readonly<Partial<Record<StoredPicture['format'], string>>> = {
  png: 'png',
  jpeg: 'jpg',
  webp: 'webp',
};
const QUALITIES = [95, 85, 70];
const SHRINK = 0.75;

/**
 * Encodes a stored picture within a platform's limit: PNG as it is where it fits, else JPEG of falling quality, then
 * of falling size.
 * @param limit bytes
 */
export async function fitted(name: string, bytes: Uint8Array, limit: number): Promise<OutgoingPicture> {
  // a fresh encode from pixels: what the upload carried beside them stays behind
  const png = await sharp(bytes).rotate().png().toBuffer();
  if (png.length <= limit) return { name: `${name}.png`, bytes: png, reduced: false };
  const { width } = await sharp(png).metadata();
  for (let side = width; side >= 1; side = Math.floor(side * SHRINK)) {
    for (const quality of QUALITIES) {
      const jpeg = await sharp(png).resize(side).flatten({ background: '#fff' }).jpeg({ quality }).toBuffer();
      if (jpeg.length <= limit) return { name: `${name}.jpg`, bytes: jpeg, reduced: true };
    }
  }
  throw new Error(`No picture fits into ${limit} bytes.`);
}

/** A result as it is stored, if a chat shows its format and it fits; else as {@link fitted} makes it. */
export function resultPicture(
  name: string,
  { bytes, format }: Pick<StoredPicture, 'bytes' | 'format'>,
  limit: number,
): Promise<OutgoingPicture> {
  const extension = EXTENSIONS[format];
  if (extension === undefined || bytes.length > limit) return fitted(name, bytes, limit);
  return Promise.resolve({ name: `${name}.${extension}`, bytes: Buffer.from(bytes), reduced: false });
}

/** The picture that a job was given, without what its file carries beside the pixels: JPEG if it was one. */
export async function givenPicture(
  name: string,
  { bytes, format }: Pick<StoredPicture, 'bytes' | 'format'>,
  limit: number,
): Promise<OutgoingPicture> {
  if (format !== 'jpeg') return fitted(name, bytes, limit);
  const jpeg = await sharp(bytes).rotate().jpeg({ quality: QUALITIES[0]! }).toBuffer();
  return jpeg.length <= limit
    ? { name: `${name}.jpg`, bytes: jpeg, reduced: false }
    : fitted(name, bytes, limit);
}

/** What a finished job shows: the picture as it was given, and as it came out. */
export async function beforeAndAfter(jobs: Jobs, job: Job, limit: number): Promise<OutgoingPicture[]> {
  const [[before], [after]] = await Promise.all([
    jobs.pictures(job.id, 'input'),
    jobs.pictures(job.id, 'result'),
  ]);
  return Promise.all([
    ...(before ? [givenPicture('before', before, limit)] : []),
    ...(after ? [resultPicture('after', after, limit)] : []),
  ]);
}

/**
 * The given picture with each edit's mask outlined and named, and with what was kept, numbered from 1; undefined where
 * the masks are gone.
 */
export async function masksPicture(
  jobs: Jobs,
  job: Job,
  { say, limit }: { say: Say; limit: number },
): Promise<OutgoingPicture | undefined> {
  const [[input], masks, kept] = await Promise.all([
    jobs.pictures(job.id, 'input'),
    jobs.pictures(job.id, 'mask'),
    jobs.pictures(job.id, 'kept'),
  ]);
  if (!input || masks.length === 0) return undefined;
  const names = job.result?.unnamed ?? [];
  const picture = await decodePicture(input.bytes);
  const things = await Promise.all([
    ...masks.map((mask) => labeled(mask, say('word', { word: changeName(job.edits[mask.index]!) }))),
    ...kept.map((mask) => labeled(mask, `${mask.index + 1} ${keptLabel(say, names[mask.index]!)}`)),
  ]);
  return fitted('masks', await overlayPicture(picture, things), limit);
}

const keptLabel = (say: Say, name: string) =>
  name === NAMELESS ? say('masks-kept-nameless') : say('masks-kept', { name });

const labeled = async ({ bytes }: StoredPicture, label: string) => ({ mask: await decodeMask(bytes), label });
