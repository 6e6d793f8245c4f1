import {
  type Action,
  fitted,
  type OutgoingPicture,
  type Say,
  type Standing,
  sayChecks,
  sayDone,
  sayError,
  sayNames,
  sayProgress,
  sayUnderstood,
  textsFor,
  writePress,
} from '@dualedit/conversation';
import type { Job, Jobs } from '@dualedit/jobs';
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
  picture: { as: SendAs; file: OutgoingPicture } | undefined;
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
  return job.state === 'cancelled'
    ? say('cancelled')
    : say('failed', { reason: sayError(say, job.error!, { logId: job.id }) });
}

/** What was left out of a job, since it is not in the picture; undefined where nothing was. */
export function sayMissing(say: Say, { address }: Job): string | undefined {
  const { missing } = address as Address;
  return missing.length > 0 ? say('found-some', { missing: sayNames(say, missing) }) : undefined;
}

/** A finished job: its picture, or why not. */
export async function finishedMessage(jobs: Jobs, job: Job): Promise<Shown> {
  const { locale, as } = job.address as Address;
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
  const picture = result && (await sendable('edited', result.bytes, as));
  const lines = [
    sayUnderstood(say, job.edits),
    ...(missing === undefined ? [] : [missing]),
    ...sayChecks(say, job),
    ...(picture ? [] : [say('gone')]),
    ...(picture?.file.reduced ? [say('reduced')] : []),
    sayDone(say, job),
  ];
  return {
    text: clipped(lines.join('\n'), CAPTION),
    keyboard: buttons(say, job, [
      ['stronger', 'softer', 'retry'],
      ['undo', 'again', 'masks'],
      ['file', 'delete'],
    ]),
    picture,
  };
}

/** The picture that a job was given, in the place of what it made. */
export async function undoneMessage(jobs: Jobs, job: Job): Promise<Shown> {
  const { locale, as } = job.address as Address;
  const say = textsFor(locale);
  const [input] = await jobs.pictures(job.id, 'input');
  return {
    text: clipped(`${say('showing-before')}\n${sayUnderstood(say, job.edits)}`, CAPTION),
    keyboard: buttons(say, job, [['redo', 'delete']]),
    picture: input && (await sendable('before', input.bytes, as)),
  };
}

/** A stored picture as a photo, or as a file where that was asked for or where Telegram takes it as no photo. */
export async function sendable(name: string, bytes: Uint8Array, as: SendAs): Promise<Shown['picture']> {
  const { width, height } = await sharp(bytes).metadata();
  const isPhoto =
    width + height <= PHOTO.sides && Math.max(width, height) <= PHOTO.ratio * Math.min(width, height);
  return as === 'photo' && isPhoto
    ? { as, file: await fitted(name, bytes, PHOTO.bytes) }
    : { as: 'file', file: await fitted(name, bytes, FILE_BYTES) };
}
