import {
  type Action,
  allMissing,
  countVariants,
  fitted,
  givenPicture,
  type OutgoingPicture,
  resultPicture,
  type Say,
  type Standing,
  sayChecks,
  sayDone,
  sayError,
  sayFileNotes,
  sayNames,
  sayProgress,
  sayUnderstood,
  sayVariants,
  textsFor,
  variantsPicture,
  writePress,
} from '@dualedit/conversation';
import type { Job, Jobs, StoredPicture } from '@dualedit/jobs';
import { InlineKeyboard } from 'grammy';
import sharp from 'sharp';
import type { Address } from './address.js';
import type { SendAs } from './person.js';

const TEXT = 4096;
export const CAPTION = 1024;
const MIB = 2 ** 20;
const PHOTO = { bytes: 10 * MIB, sides: 10_000, ratio: 20 };
export const FILE_BYTES = 50 * MIB;

/** A message's text or caption, its buttons, and what it shows. */
export interface Shown {
  text: string;
  keyboard: InlineKeyboard | undefined;
  picture: { as: SendAs; file: OutgoingPicture; spoiler?: boolean } | undefined;
}

/** Cut to what Telegram takes, which counts characters and not their halves. */
export function clipped(text: string, most = TEXT): string {
  const characters = [...text];
  return characters.length > most ? `${characters.slice(0, most - 1).join('')}…` : text;
}

/** Rows of a job's buttons. */
export function buttons(say: Say, job: Job, rows: readonly (readonly Action[])[]): InlineKeyboard {
  return InlineKeyboard.from(
    rows.map((row) =>
      row.map((action) => InlineKeyboard.text(say(`button-${action}`), writePress({ action, job: job.id }))),
    ),
  );
}

/** Jobs of one message that wait or run: one, or those of an album. */
export async function progressMessage(standing: Standing, jobs: readonly [Job, ...Job[]]): Promise<Shown> {
  const [first] = jobs;
  const say = textsFor((first.address as Address).locale);
  const unfinished = jobs.filter(({ finishedAt }) => !finishedAt);
  const current = unfinished.find(({ state }) => state !== 'queued') ?? unfinished[0] ?? first;
  const done = jobs.length - unfinished.length;
  const lines = [
    sayUnderstood(say, current.edits),
    ...(jobs.length > 1 ? [say('album-progress', { done, all: jobs.length })] : []),
    sayProgress(say, current),
    ...(await standing.say(say, current)),
  ];
  return {
    text: clipped(lines.join('\n')),
    keyboard: current.cancelling ? undefined : buttons(say, first, [['cancel']]),
    picture: undefined,
  };
}

/** Why a job has no picture. */
export function sayReason(say: Say, job: Job): string {
  if (job.state === 'cancelled') return say('cancelled');
  const missing = allMissing(job);
  const reason = missing
    ? say('none-found', { missing: sayNames(say, missing) })
    : sayError(say, job.error!, { logId: job.id });
  return say('failed', { reason });
}

/** What was left out of a job, since it is not in the picture; undefined where nothing was. */
export function sayMissing(say: Say, { address }: Job): string | undefined {
  const { missing } = address as Address;
  return missing.length > 0 ? say('found-some', { missing: sayNames(say, missing) }) : undefined;
}

/**
 * A finished job: its picture, or why not.
 * @param sheet whether all variants are shown instead of the one that is the result
 */
export async function finishedMessage(jobs: Jobs, job: Job, sheet = false): Promise<Shown> {
  const { locale, as, spoiler } = job.address as Address;
  const say = textsFor(locale);
  const missing = sayMissing(say, job);
  if (job.state !== 'done') {
    return {
      text: clipped(`${sayUnderstood(say, job.edits)}\n${sayReason(say, job)}`),
      keyboard: job.state === 'failed' ? buttons(say, job, [['retry', 'delete']]) : undefined,
      picture: undefined,
    };
  }
  const [result] = await jobs.pictures(job.id, 'result');
  const all = sheet ? await variantsPicture(jobs, job, PHOTO.bytes) : undefined;
  const shown = all ? { as: 'photo' as const, file: all } : result && (await sendable('edited', result, as));
  const picture = shown && { ...shown, spoiler };
  const lines = [
    sayUnderstood(say, job.edits),
    ...(missing === undefined ? [] : [missing]),
    ...sayChecks(say, job),
    // Telegram stores the pixels of every photo anew
    ...sayFileNotes(say, job, picture?.as === 'photo' ? ['jpeg-reencodes'] : []),
    ...(all ? [sayVariants(say, job)] : []),
    ...(picture ? [] : [say('gone')]),
    ...(picture?.file.reduced ? [say('reduced')] : []),
    sayDone(say, job),
  ];
  return {
    text: clipped(lines.join('\n'), CAPTION),
    keyboard: all ? pickKeyboard(say, job) : resultKeyboard(say, job),
    picture,
  };
}

function resultKeyboard(say: Say, job: Job): InlineKeyboard {
  const isGroup = (job.address as Address).chat < 0;
  return buttons(say, job, [
    ['stronger', 'softer', 'retry'],
    ['undo', 'again', 'masks'],
    ['file', ...(isGroup ? (['report'] as const) : []), 'delete'],
    ...(countVariants(job) > 0 ? [['variants'] as const] : []),
  ]);
}

/** Buttons side by side. */
const IN_A_ROW = 4;

/** A button for each variant by its number, and those that make sense for all. */
function pickKeyboard(say: Say, job: Job): InlineKeyboard {
  const keyboard = new InlineKeyboard();
  for (let index = 0; index < countVariants(job); index++) {
    if (index > 0 && index % IN_A_ROW === 0) keyboard.row();
    keyboard.text(String(index + 1), writePress({ action: 'pick', job: job.id, index }));
  }
  return keyboard.append(buttons(say, job, [['retry', 'delete']]));
}

/** The picture that a job was given, in the place of what it made. */
export async function undoneMessage(jobs: Jobs, job: Job): Promise<Shown> {
  const { locale, as } = job.address as Address;
  const say = textsFor(locale);
  const [input] = await jobs.pictures(job.id, 'input');
  return {
    text: clipped(`${say('showing-before')}\n${sayUnderstood(say, job.edits)}`, CAPTION),
    keyboard: buttons(say, job, [['redo', 'delete']]),
    picture: input && (await sendable('before', input, as)),
  };
}

/** A stored picture as a photo, or as a file where that was asked for or where Telegram takes it as no photo. */
export async function sendable(
  name: string,
  stored: Pick<StoredPicture, 'bytes' | 'format'> & { role?: StoredPicture['role'] },
  as: SendAs,
): Promise<Shown['picture']> {
  const { bytes, format, role } = stored;
  const { width, height } = await sharp(bytes).metadata();
  const encode = role === 'input' ? givenPicture : resultPicture;
  const isPhoto =
    width + height <= PHOTO.sides && Math.max(width, height) <= PHOTO.ratio * Math.min(width, height);
  return as === 'photo' && isPhoto
    ? // as photos, Telegram takes no WebP
      {
        as,
        file: await (format === 'webp'
          ? fitted(name, bytes, PHOTO.bytes)
          : encode(name, stored, PHOTO.bytes)),
      }
    : { as: 'file', file: await encode(name, stored, FILE_BYTES) };
}
