import { formatCommand } from '@dualedit/commands';
import { changeName, decodeMask, encodeMask, type Mask, namesThing } from '@dualedit/foundation';
import type { Job, Jobs } from '@dualedit/jobs';
import sharp from 'sharp';
import type { FollowUp } from './follow-up.js';

/** How much a mask grows or shrinks with a press: a share of the picture's smaller side. */
const STEP = 0.03;
/** Of each edit, as many things may be pointed at. */
const THINGS = 100;

/** What is wrong with a mask: it is too small, too big, or of another thing than the one that is meant. */
export type Correction =
  | { kind: 'bigger' | 'smaller'; edit: number }
  | { kind: 'instead'; edit: number; thing: number };

/**
 * Both numbers of a correction as the one of a button, for a thing that was seen and kept: of several edits, it is meant
 * instead of that of its own name.
 */
export function pointedAt({ edits }: Job, name: string, thing: number): number {
  const own = edits.findIndex((edit) => changeName(edit) === name);
  return Math.max(0, own) * THINGS + thing;
}

export const readPointed = (index: number) => ({ edit: Math.floor(index / THINGS), thing: index % THINGS });

/**
 * The request with one of a job's masks corrected and all others as they were.
 * @returns undefined if the masks are gone, or nothing would be left of one
 */
export async function correctMask(
  jobs: Pick<Jobs, 'pictures'>,
  job: Job,
  correction: Correction,
): Promise<FollowUp | undefined> {
  const [masks, kept] = await Promise.all([jobs.pictures(job.id, 'mask'), jobs.pictures(job.id, 'kept')]);
  const bytes = masks.map((mask) => mask.bytes);
  const { edit } = correction;
  if (bytes.length !== job.edits.length || !bytes[edit]) return undefined;
  if (correction.kind === 'instead') {
    const thing = kept.find(({ index }) => index === correction.thing);
    if (!thing) return undefined;
    bytes[edit] = thing.bytes;
  } else {
    const mask = await moved(await decodeMask(bytes[edit]), correction.kind);
    if (mask.data.every((value) => value <= 127)) return undefined;
    bytes[edit] = await encodeMask(mask);
  }
  return {
    picture: { job: job.id, picture: 'input' },
    command: formatCommand(job.edits),
    edits: job.edits,
    // whatever they look like, they are as somebody wants them
    options: { ...job.options, masks: bytes, invertMasks: false },
  };
}

async function moved({ width, height, data }: Mask, kind: 'bigger' | 'smaller'): Promise<Mask> {
  const pixels = Math.max(1, Math.round(STEP * Math.min(width, height)));
  const image = sharp(data, { raw: { width, height, channels: 1 } });
  // to the codec, what is black is the thing
  const grown = kind === 'bigger' ? image.erode(pixels) : image.dilate(pixels);
  return { width, height, data: await grown.extractChannel(0).raw().toBuffer() };
}

/**
 * The thing that may be meant instead of the one that was edited: another one of its name.
 * @returns its number among the things that were kept
 */
export function otherThing({ edits, result }: Job, edit: number): number | undefined {
  const change = edits[edit];
  if (!change || !namesThing(change)) return undefined;
  const at = (result?.unnamed ?? []).indexOf(changeName(change));
  return at < 0 ? undefined : at;
}
