import { CommandError } from '@dualedit/commands';
import { readEdits, textsFor } from '@dualedit/conversation';
import { isDatabaseAway } from '@dualedit/service';
import type { Message } from 'grammy/types';
import type { BotContext } from '../bot-context.js';
import { authorOf, followMigration } from '../group.js';
import { type Person, personOf } from '../person.js';
import { type Asked, otherMedia, pictureOf, readMessage } from '../reading.js';
import { remember, sourceOf } from '../source.js';
import { admin } from './admin.js';
import { albumPicture, albumWords } from './album.js';
import { cancel, help, privacy, queue, quota } from './mine.js';
import { offer, offerMeant } from './offer.js';
import { PLACE_VERBS, placeCommand } from './place.js';
import { enqueue, logBanned, reply, replyError } from './request.js';
import { settings } from './settings.js';

const onPlace =
  (verb: string) =>
  (context: BotContext, message: Message, person: Person, words: string): Promise<void> =>
    placeCommand(context, message, person, { verb, words });

const VERBS: Record<
  string,
  (context: BotContext, message: Message, person: Person, words: string) => Promise<void>
> = {
  admin,
  quota,
  queue,
  cancel,
  settings,
  privacy,
  help,
  start: help,
  ...Object.fromEntries(PLACE_VERBS.map((verb) => [verb, onPlace(verb)])),
};

const LINK = /\bhttps?:\/\//i;

/** A message: a command, words about a picture, a picture with or without words. */
export async function onMessage(context: BotContext, message: Message): Promise<void> {
  const { migrate_to_chat_id: to, migrate_from_chat_id: from } = message;
  if (to !== undefined) return followMigration(context, message.chat.id, to);
  if (from !== undefined) return followMigration(context, from, message.chat.id);
  const author = authorOf(message);
  if (!author) return;
  const asked = readMessage(message, context.me);
  const picture = pictureOf(message);
  const album = picture && message.media_group_id !== undefined;
  if (!asked.addressed && !album) return;
  const person = await personOf(context, author);
  try {
    const verb = asked.verb === undefined || asked.verb === 'edit' ? undefined : VERBS[asked.verb];
    if (verb) await verb(context, message, person, asked.words);
    else if (!picture && (await isOtherMedia(context, message, person, asked))) return;
    else if (album) await albumPicture(context, message, person, asked, picture);
    else if (asked.words !== '') await words(context, message, person, asked);
    else await wordless(context, message, person, asked);
  } catch (error) {
    // it is held, or comes again to the next process
    if (isDatabaseAway(error) || context.stopping.aborted) throw error;
    await replyError(context, message, person, error);
  }
}

async function words(context: BotContext, message: Message, person: Person, asked: Asked): Promise<void> {
  const { words } = asked;
  // thanks for an edit, in a group, are no command
  if (!asked.called && message.chat.type !== 'private' && !isCommand(context, person, words)) return;
  if (LINK.test(words)) return reply(context, message, textsFor(person.locale)('media-link'));
  const source = await sourceOf(context, message, person.id);
  if (!source) return reply(context, message, textsFor(person.locale)('picture-first'));
  if (source.kind === 'album') return albumWords(context, message, person, words, source.album);
  const request = { message, person, words, source, key: `${message.chat.id}:${message.message_id}` };
  try {
    await enqueue(context, request);
  } catch (error) {
    logBanned(context, request, error);
    if (!(await offerMeant(context, message, person, request, error))) throw error;
  }
}

/** Answers what is no picture by what it is. @returns whether the message is such a thing */
async function isOtherMedia(
  context: BotContext,
  message: Message,
  person: Person,
  { called }: Asked,
): Promise<boolean> {
  const other = otherMedia(message);
  if (other === undefined) return false;
  if (message.chat.type === 'private' || called)
    await reply(context, message, textsFor(person.locale)(other));
  return true;
}

/** A picture that waits for its words, or something that is neither. */
async function wordless(
  context: BotContext,
  message: Message,
  person: Person,
  { called }: Asked,
): Promise<void> {
  const say = textsFor(person.locale);
  const near = pictureOf(message) ?? pictureOf(message.reply_to_message ?? {});
  if (near) {
    await remember(context, person.id, message.chat.id, { kind: 'sent', picture: near });
    await reply(context, message, say('no-command'));
  } else if (called) await reply(context, message, say('picture-first'));
}

function isCommand({ pack }: BotContext, { locale }: Person, text: string): boolean {
  try {
    return readEdits(pack, locale, text).length > 0;
  } catch (error) {
    if (CommandError.is(error)) return false;
    throw error;
  }
}

/** A changed caption is never run by itself, as the person may go on changing it; a button runs it. */
export async function onEditedMessage(context: BotContext, message: Message): Promise<void> {
  const { addressed, words } = readMessage(message, context.me);
  const author = authorOf(message);
  const picture = pictureOf(message);
  if (!author || !picture || !addressed || words === '') return;
  const person = await personOf(context, author);
  const source = { kind: 'sent' as const, picture };
  try {
    readEdits(context.pack, person.locale, words);
  } catch (error) {
    if (await offerMeant(context, message, person, { words, source }, error)) return;
    return replyError(context, message, person, error);
  }
  const say = textsFor(person.locale);
  const shown = { text: say('caption-changed'), label: say('button-rerun') };
  await offer(context, message, person, { words, source }, shown);
}
