import { CommandError } from '@dualedit/commands';
import { meantBy, textsFor } from '@dualedit/conversation';
import type { JsonObject } from '@dualedit/jobs';
import { InlineKeyboard } from 'grammy';
import type { CallbackQuery, Message } from 'grammy/types';
import { type BotContext, userOf } from '../bot-context.js';
import type { Person } from '../person.js';
import type { Source } from '../source.js';
import { enqueue, explain, reply } from './request.js';

/** How long what was offered is remembered. */
const REMEMBER_HOURS = 24;
const LONGEST_LABEL = 60;
const WRITTEN = /^1:offer:(\d+)$/;

/** Words about a picture that were offered to be run. */
interface Offered {
  words: string;
  source: Exclude<Source, { kind: 'album' }>;
}

const noteOf = (chat: number, message: number) => `asked:${chat}:${message}`;

/** Replies with a button that runs words. */
export async function offer(
  context: BotContext,
  message: Message,
  person: Person,
  offered: Offered,
  shown: { text: string; label: string; entities?: ReturnType<typeof explain>['entities'] },
): Promise<void> {
  const { id } = message.chat;
  const note = noteOf(id, message.message_id);
  const value = offered as unknown as JsonObject;
  await context.jobs.notes.write(userOf(person.id), note, value, { hours: REMEMBER_HOURS });
  const label = [...shown.label].slice(0, LONGEST_LABEL).join('');
  await reply(context, message, shown.text, {
    reply_markup: new InlineKeyboard().text(label, `1:offer:${message.message_id}`),
    ...(shown.entities && { entities: shown.entities }),
  });
}

/** Offers what was probably meant by misspelled words. @returns whether there is something to offer */
export async function offerMeant(
  context: BotContext,
  message: Message,
  person: Person,
  { words, source }: Offered,
  error: unknown,
): Promise<boolean> {
  if (!CommandError.is(error)) return false;
  const meant = meantBy(context.pack, person.locale, words);
  if (meant === undefined) return false;
  const { text, entities } = explain(context, person, error, String(message.message_id));
  const asked = `${text}\n${textsFor(person.locale)('did-you-mean')}`;
  await offer(context, message, person, { words: meant, source }, { text: asked, label: meant, entities });
  return true;
}

/** The number of the message that a button's offer is about; undefined for other buttons. */
export function readOffer(data: string): number | undefined {
  const [, message] = WRITTEN.exec(data) ?? [];
  return message === undefined ? undefined : Number(message);
}

/** Runs what was offered. @returns what the presser is told */
export async function takeOffer(
  context: BotContext,
  { message }: CallbackQuery,
  person: Person,
  about: number,
): Promise<string> {
  const chat = message!.chat;
  const noted = await context.jobs.notes.read(userOf(person.id), noteOf(chat.id, about));
  if (noted === undefined) return textsFor(person.locale)('not-yours');
  const { words, source } = noted as unknown as Offered;
  const key = `offer:${chat.id}:${about}:${words}`;
  await enqueue(context, {
    message: { ...(message as Message), message_id: about },
    person,
    words,
    source,
    key,
  });
  // what was asked is answered now
  await context.api.deleteMessage(chat.id, message!.message_id).catch(() => {});
  return '';
}
