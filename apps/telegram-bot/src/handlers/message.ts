import { CommandError } from '@dualedit/commands';
import { readEdits, textsFor } from '@dualedit/conversation';
import { isDatabaseAway } from '@dualedit/service';
import type { Message } from 'grammy/types';
import type { Desk } from '../desk.js';
import { type Person, personOf } from '../person.js';
import { type Asked, isOtherMedia, pictureOf, readMessage } from '../reading.js';
import { remember, sourceOf } from '../source.js';
import { admin } from './admin.js';
import { albumPicture, albumWords } from './album.js';
import { cancel, help, privacy, queue } from './mine.js';
import { enqueue, reply, replyError } from './request.js';
import { settings } from './settings.js';

const VERBS: Record<string, (desk: Desk, message: Message, person: Person, words: string) => Promise<void>> =
  {
    admin,
    queue,
    cancel,
    settings,
    privacy,
    help,
    start: help,
  };

/** A message: a command, words about a picture, a picture with or without words. */
export async function onMessage(desk: Desk, message: Message): Promise<void> {
  if (!message.from || message.from.is_bot) return;
  const asked = readMessage(message, desk.me);
  const picture = pictureOf(message);
  const album = picture && message.media_group_id !== undefined;
  if (!asked.addressed && !album) return;
  const person = await personOf(desk, message.from);
  try {
    const verb = asked.verb === undefined || asked.verb === 'edit' ? undefined : VERBS[asked.verb];
    if (verb) await verb(desk, message, person, asked.words);
    else if (album) await albumPicture(desk, message, person, asked, picture);
    else if (asked.words !== '') await words(desk, message, person, asked);
    else await wordless(desk, message, person, asked);
  } catch (error) {
    // it is held, or comes again to the next process
    if (isDatabaseAway(error) || desk.stopping.aborted) throw error;
    await replyError(desk, message, person, error);
  }
}

async function words(desk: Desk, message: Message, person: Person, asked: Asked): Promise<void> {
  const { words } = asked;
  // thanks for an edit, in a group, are no command
  if (!asked.called && message.chat.type !== 'private' && !isCommand(desk, person, words)) return;
  const source = await sourceOf(desk, message, person.id);
  if (!source) return reply(desk, message, textsFor(person.locale)('picture-first'));
  if (source.kind === 'album') return albumWords(desk, message, person, words, source.album);
  const key = `${message.chat.id}:${message.message_id}`;
  await enqueue(desk, { message, person, words, source, key });
}

/** A picture that waits for its words, or something that is neither. */
async function wordless(desk: Desk, message: Message, person: Person, { called }: Asked): Promise<void> {
  const say = textsFor(person.locale);
  const near = pictureOf(message) ?? pictureOf(message.reply_to_message ?? {});
  if (near) {
    await remember(desk, person.id, message.chat.id, { kind: 'sent', picture: near });
    await reply(desk, message, say('no-command'));
  } else if (message.chat.type === 'private' && isOtherMedia(message)) {
    await reply(desk, message, say('not-a-picture'));
  } else if (called) await reply(desk, message, say('picture-first'));
}

function isCommand({ pack }: Desk, { locale }: Person, text: string): boolean {
  try {
    return readEdits(pack, locale, text).length > 0;
  } catch (error) {
    if (CommandError.is(error)) return false;
    throw error;
  }
}

/** A changed caption is never run by itself: the person may only have mended a word. */
export async function onEditedMessage(desk: Desk, message: Message): Promise<void> {
  const asked = readMessage(message, desk.me);
  if (!message.from || !pictureOf(message) || !asked.addressed || asked.words === '') return;
  const { locale } = await personOf(desk, message.from);
  await reply(desk, message, textsFor(locale)('caption-changed'));
}
