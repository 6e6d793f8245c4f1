import { CommandError } from '@dualedit/commands';
import { isForUser, readEdits, sayThrown, textsFor } from '@dualedit/conversation';
import { DualeditError } from '@dualedit/foundation';
import type { Job, JobOptions } from '@dualedit/jobs';
import type { Message, MessageEntity } from 'grammy/types';
import { type Address, addressOf, placed } from '../address.js';
import { type BotContext, userOf } from '../bot-context.js';
import { groupsOfPerson } from '../group.js';
import { clipped } from '../message.js';
import type { Person } from '../person.js';
import { pictureFor, pictureLimits, remember, type Source } from '../source.js';

/** As many as there are methods that take seconds. */
const VARIANTS = 4;
const PATIENCE_SECONDS = 2;
const FORGET_SECONDS = 90;

/** Words about one picture. */
export interface Request {
  /** The message that is answered. */
  message: Pick<Message, 'chat' | 'message_id' | 'is_topic_message' | 'message_thread_id'>;
  person: Person;
  words: string;
  source: Exclude<Source, { kind: 'album' }>;
  /** What makes this request this one, whenever it comes again. */
  key: string;
  album?: string;
}

/** Stores a request. @throws DualeditError where it is not understood, refused, or its picture is not there */
export async function enqueue(context: BotContext, request: Request): Promise<Job> {
  const { message, person, words, key, album = '' } = request;
  const edits = readEdits(context.pack, person.locale, words);
  const { picture, as } = await pictureFor(context, request.source);
  const address: Address = addressOf(message, person, as, album);
  const { job } = await context.jobs.enqueue({
    user: userOf(person.id),
    address,
    key,
    picture,
    command: words,
    edits,
    options: optionsOf(context, person),
    groups: groupsOfPerson(message, person.id),
  });
  const next: Source = album ? { kind: 'album', album } : { kind: 'job', job: job.id, picture: 'result' };
  await remember(context, person.id, message.chat.id, next);
  return job;
}

/** How edits of a person are made. */
function optionsOf({ config }: BotContext, { method, variants, choose }: Person): JobOptions {
  return {
    ...(method !== undefined && { method }),
    ...(variants && { variants: VARIANTS }),
    ...(choose && { choose: [] }),
    ...(!config.DUALEDIT_RECIPE && { recipe: false }),
  };
}

/** Who asked for what, where that is banned: moderators have to know. */
export function logBanned({ log }: BotContext, { message, person, words }: Request, error: unknown): void {
  if (!DualeditError.is(error) || error.code !== 'words-banned') return;
  const chat = message.chat.id;
  log.warn({ user: person.id, chat, banned: error.received, command: words }, 'banned words');
}

/** An error as its user reads it; a command that is not understood with a caret under what is wrong. */
export function explain({ log, jobs }: BotContext, { locale }: Person, error: unknown, about: string) {
  const say = textsFor(locale);
  if (!(DualeditError.is(error) && isForUser(error))) log.error({ err: error, about }, 'a request failed');
  const text = `❌ ${sayThrown(say, error, { logId: about, limits: pictureLimits(jobs) })}`;
  if (!CommandError.is(error)) return { text: clipped(text), entities: [] };
  const caret = error.caret;
  const entity: MessageEntity = { type: 'pre', offset: text.length + 1, length: caret.length };
  const whole = `${text}\n${caret}`;
  return whole.length > 4_000 ? { text: clipped(text), entities: [] } : { text: whole, entities: [entity] };
}

/** Answers a message with a text, when the chat has its turn. Much too late, it is not sent at all. */
export async function reply(
  { api, pace, log }: BotContext,
  message: Message,
  text: string,
  more: Parameters<BotContext['api']['sendMessage']>[2] = {},
): Promise<void> {
  const chat = message.chat.id;
  const wait = pace.waitSeconds(chat);
  if (wait > FORGET_SECONDS) return void log.warn({ chat, wait }, 'an answer was dropped');
  const thread = message.is_topic_message ? (message.message_thread_id ?? 0) : 0;
  const sent = api
    .sendMessage(chat, clipped(text), {
      ...placed({ thread, replyTo: message.message_id }),
      link_preview_options: { is_disabled: true },
      ...more,
    })
    .catch((error) => log.warn({ err: error, chat }, 'an answer could not be sent'));
  // whoever writes faster than may be answered does not hold up others
  if (wait <= PATIENCE_SECONDS) await sent;
}

/** Tells what went wrong with a request. */
export async function replyError(
  context: BotContext,
  message: Message,
  person: Person,
  error: unknown,
): Promise<void> {
  const { text, entities } = explain(context, person, error, `${message.chat.id}:${message.message_id}`);
  await reply(context, message, text, { entities });
}
