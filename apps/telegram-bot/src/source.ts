import {
  attachmentGone,
  attachmentTooHeavy,
  fetchPicture,
  type PictureLimits,
  readPress,
} from '@dualedit/conversation';
import { DualeditError } from '@dualedit/foundation';
import type { Job, JobRequest, Jobs, JsonObject } from '@dualedit/jobs';
import type { InlineKeyboardMarkup, Message } from 'grammy/types';
import type { Address } from './address.js';
import { type BotContext, userOf } from './bot-context.js';
import type { SendAs } from './person.js';
import { pictureOf, type SentPicture } from './reading.js';

/** What bots may download from Telegram. */
const DOWNLOAD_BYTES = 20 * 2 ** 20;
/** How long a picture that came without words waits for them. */
const WAIT_HOURS = 24;

/** What is to be edited: a picture on Telegram, one of an earlier job, or the pictures of an album. */
export type Source =
  | { kind: 'sent'; picture: SentPicture }
  | { kind: 'job'; job: string; picture: 'input' | 'result' }
  | { kind: 'album'; album: string };

const noteOf = (chat: number) => `last:${chat}`;

/** Remembers what the next words in a chat are about. */
export async function remember(
  { jobs }: BotContext,
  user: number,
  chat: number,
  source: Source,
): Promise<void> {
  await jobs.notes.write(userOf(user), noteOf(chat), source as unknown as JsonObject, { hours: WAIT_HOURS });
}

/**
 * Finds the picture that words are about: the message's own, that of the message it answers, or the last one of the
 * person in the chat. @returns undefined where there is none
 */
export async function sourceOf(
  context: BotContext,
  message: Message,
  user: number,
): Promise<Source | undefined> {
  const own = pictureOf(message);
  if (own) return { kind: 'sent', picture: own };
  const answered = message.reply_to_message;
  if (answered) {
    const job = await jobUnder(context, answered as Message, user);
    const picture = pictureOf(answered);
    // what was stored is deleted after a day, and the message has its picture all the same
    if (job && !(picture && job.kind === 'job' && (await isGone(context, job)))) return job;
    if (picture) return { kind: 'sent', picture };
  }
  const last = await context.jobs.notes.read(userOf(user), noteOf(message.chat.id));
  return last as unknown as Source | undefined;
}

/** The job whose buttons stand under a message, where it is the person's: what is edited further is what is shown. */
async function jobUnder(
  { jobs, me }: BotContext,
  message: Message,
  user: number,
): Promise<Source | undefined> {
  if (message.from?.id !== me.id) return undefined;
  const markup = message.reply_markup as InlineKeyboardMarkup | undefined;
  const presses = (markup?.inline_keyboard.flat() ?? []).flatMap((button) =>
    'callback_data' in button ? [readPress(button.callback_data)] : [],
  );
  const [press] = presses;
  if (!press) return undefined;
  const job = await jobs.get(press.job).catch((error: unknown) => {
    if (DualeditError.is(error) && error.code === 'job-unknown') return undefined;
    throw error;
  });
  if (job?.user.id !== String(user)) return undefined;
  const { album } = job.address as Address;
  if (album && !('photo' in message || 'document' in message)) return { kind: 'album', album };
  const undone = presses.some((one) => one?.action === 'redo');
  return { kind: 'job', job: job.id, picture: undone ? 'input' : 'result' };
}

/** Whether the picture that a source names was deleted. */
export async function isGone(
  { jobs }: BotContext,
  { job, picture }: Pick<Source & { kind: 'job' }, 'job' | 'picture'>,
) {
  const { finishedAt } = await jobs.get(job);
  return finishedAt !== undefined && (await jobs.pictures(job, picture)).length === 0;
}

/** The picture of a request, and how its answer is sent. @throws DualeditError where it is not there (yet) */
export async function pictureFor(
  context: BotContext,
  source: Exclude<Source, { kind: 'album' }>,
): Promise<{ picture: JobRequest['picture']; as: SendAs }> {
  if (source.kind === 'sent')
    return { picture: await download(context, source.picture), as: source.picture.as };
  const job = await context.jobs.get(source.job);
  if (!job.finishedAt) throw unfinished();
  const picture = shownBy(job) ?? source.picture;
  return { picture: { job: job.id, picture }, as: (job.address as Address).as };
}

/** A job that made nothing shows what it was given. */
const shownBy = ({ state }: Job) => (state === 'done' ? undefined : ('input' as const));

/** What a picture may have: by the store's limits, and by Telegram's. */
export const pictureLimits = ({ limits }: Pick<Jobs, 'limits'>): PictureLimits => ({
  pictureBytes: Math.min(limits.pictureBytes, DOWNLOAD_BYTES),
  picturePixels: limits.picturePixels,
});

/** Downloads a picture from Telegram. @throws DualeditError `picture-too-heavy`, `attachment-gone` */
export async function download(
  { api, config, jobs, stopping: signal }: BotContext,
  { file, size }: SentPicture,
): Promise<Buffer> {
  const { pictureBytes: most } = pictureLimits(jobs);
  if (size > most) throw attachmentTooHeavy(most, size);
  const { file_path: path } = await api.getFile(file).catch((cause: unknown) => {
    throw attachmentGone(cause);
  });
  const address = `${config.TELEGRAM_API}/file/bot${config.TELEGRAM_TOKEN}/${path}`;
  return fetchPicture(address, { origins: [new URL(config.TELEGRAM_API).origin], most, signal });
}

const unfinished = () =>
  new DualeditError({
    code: 'job-unfinished',
    message: 'The edit before is not finished yet.',
    hint: 'Wait for it, or cancel it; then say again what to change.',
  });
