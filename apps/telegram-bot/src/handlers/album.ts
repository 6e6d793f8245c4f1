import { sayThrown, textsFor } from '@dualedit/conversation';
import { DualeditError } from '@dualedit/foundation';
import type { JsonObject } from '@dualedit/jobs';
import { isDatabaseAway } from '@dualedit/service';
import type { Message } from 'grammy/types';
import { type BotContext, userOf } from '../bot-context.js';
import type { Person } from '../person.js';
import type { Asked, SentPicture } from '../reading.js';
import { remember } from '../source.js';
import { enqueue, logBanned, type Request, reply, replyError } from './request.js';

/** After the last picture of an album without words, the bot asks for them. */
const ASK_MS = 2_000;
const KEEP_HOURS = 24;

interface Item {
  message: number;
  picture: SentPicture;
}

/** What is known of an album: its pictures come as messages of their own, the words on one of them. */
interface Album {
  /** Empty until they came. */
  words: string;
  items: Item[];
  /** Whether its person was told why pictures of it were refused. */
  told: boolean;
}

const noteOf = (chat: number, album: string) => `album:${chat}:${album}`;

async function readAlbum({ jobs }: BotContext, user: number, chat: number, album: string): Promise<Album> {
  const note = await jobs.notes.read(userOf(user), noteOf(chat, album));
  return (note as unknown as Album | undefined) ?? { words: '', items: [], told: false };
}

async function writeAlbum({ jobs }: BotContext, user: number, chat: number, album: string, known: Album) {
  const value = known as unknown as JsonObject;
  await jobs.notes.write(userOf(user), noteOf(chat, album), value, { hours: KEEP_HOURS });
}

/**
 * A picture of an album. It is asked for as soon as the words are known, so that nothing of an album waits in memory
 * alone; pictures that came before the words wait in the store.
 */
export async function albumPicture(
  context: BotContext,
  message: Message,
  person: Person,
  asked: Asked,
  picture: SentPicture,
): Promise<void> {
  const chat = message.chat.id;
  const group = message.media_group_id!;
  const known = await readAlbum(context, person.id, chat, group);
  if (!known.items.some((item) => item.message === message.message_id)) {
    known.items.push({ message: message.message_id, picture });
  }
  const own = asked.addressed ? asked.words : '';
  if (known.words === '') known.words = own;
  await writeAlbum(context, person.id, chat, group, known);
  if (known.words === '') {
    await remember(context, person.id, chat, { kind: 'album', album: group });
    if (message.chat.type === 'private') askForWords(context, message, person, group);
    return;
  }
  // with its words, also those that came before them; what was asked for already has the same key
  const items = own ? known.items : known.items.filter((item) => item.message === message.message_id);
  const wanted = items.map((item) => ({
    replyTo: item.message,
    key: `${chat}:${item.message}`,
    source: { kind: 'sent' as const, picture: item.picture },
  }));
  const refused = await askForAll(context, message, person, own || known.words, group, wanted);
  if (refused.length === 0 || known.told) return;
  await writeAlbum(context, person.id, chat, group, { ...known, told: true });
  await replyRefused(context, message, person, refused, wanted.length);
}

/** Words about a whole album that came before: about its pictures, or about what became of them. */
export async function albumWords(
  context: BotContext,
  message: Message,
  person: Person,
  words: string,
  group: string,
): Promise<void> {
  const chat = message.chat.id;
  const known = await readAlbum(context, person.id, chat, group);
  const jobs = (await context.jobs.list({ user: userOf(person.id) })).filter(
    ({ address }) => address.album === group && address.chat === chat,
  );
  if (jobs.length === 0) await writeAlbum(context, person.id, chat, group, { ...known, words });
  const fresh = known.items.map((item) => ({
    replyTo: item.message,
    key: `${chat}:${message.message_id}:${item.message}`,
    source: { kind: 'sent' as const, picture: item.picture },
  }));
  const further = jobs.reverse().map(({ id }) => ({
    replyTo: message.message_id,
    key: `${chat}:${message.message_id}:${id}`,
    source: { kind: 'job' as const, job: id, picture: 'result' as const },
  }));
  const wanted = jobs.length > 0 ? further : fresh;
  const album = jobs.length > 0 ? `${group}-${message.message_id}` : group;
  const refused = await askForAll(context, message, person, words, album, wanted);
  if (refused.length > 0) await replyRefused(context, message, person, refused, wanted.length);
}

type Wanted = Pick<Request, 'key' | 'source'> & { replyTo: number };

/** @returns why pictures were not taken */
async function askForAll(
  context: BotContext,
  message: Message,
  person: Person,
  words: string,
  album: string,
  wanted: readonly Wanted[],
): Promise<unknown[]> {
  const refused: unknown[] = [];
  for (const { replyTo, key, source } of wanted) {
    const request = {
      message: { ...message, message_id: replyTo } as Message,
      ...{ person, words, key, source, album },
    };
    try {
      await enqueue(context, request);
    } catch (error) {
      if (isDatabaseAway(error) || context.stopping.aborted) throw error;
      logBanned(context, request, error);
      refused.push(error);
    }
  }
  return refused;
}

async function replyRefused(
  context: BotContext,
  message: Message,
  person: Person,
  refused: readonly unknown[],
  all: number,
): Promise<void> {
  const [error] = refused;
  if (refused.length === all || !DualeditError.is(error)) return replyError(context, message, person, error);
  const say = textsFor(person.locale);
  const reason = sayThrown(say, error, { logId: String(message.message_id) });
  await reply(context, message, say('album-refused', { count: refused.length, reason }));
}

function askForWords(context: BotContext, message: Message, person: Person, group: string): void {
  context.later.after(`${message.chat.id} ${group}`, ASK_MS, () => {
    const ask = async () => {
      const { words, items } = await readAlbum(context, person.id, message.chat.id, group);
      const first = { ...message, message_id: items[0]?.message ?? message.message_id } as Message;
      if (words === '') await reply(context, first, textsFor(person.locale)('no-command'));
    };
    ask().catch((error) => {
      if (isDatabaseAway(error)) return askForWords(context, message, person, group);
      context.log.warn({ err: error }, 'an album was not asked about');
    });
  });
}
