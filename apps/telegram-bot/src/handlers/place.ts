import {
  blockIn,
  type Place,
  type PlaceLimits,
  type Say,
  sayActsOf,
  setBanned,
  setLimits,
  setModerators,
  textsFor,
  unblockIn,
} from '@dualedit/conversation';
import type { Message } from 'grammy/types';
import { type BotContext, FRONT_END } from '../bot-context.js';
import { authorOf, isAdministrator } from '../group.js';
import type { Person } from '../person.js';
import { reply } from './request.js';

/** What an administrator says after a command of a group. */
interface Said {
  words: string;
  /** Whose message it answers. */
  about: number | undefined;
  actor: number;
}

/** What it does, and what is said about it; undefined if that was not understood. */
type PlaceCommand = (say: Say, place: Place, said: Said) => Promise<string | undefined>;

const COMMANDS: Readonly<Record<string, PlaceCommand>> = {
  async limits(say, place, { words }) {
    const limits = readLimits(words);
    return limits && setLimits(say, place, limits);
  },
  ban: async (say, place, { words }) =>
    words === '' ? undefined : setBanned(say, place, 'ban', { phrase: words }),
  unban: async (say, place, { words }) =>
    words === '' ? undefined : setBanned(say, place, 'unban', { phrase: words }),
  async block(say, place, { words, about }) {
    const [, minutes, reason = ''] = /^(\d+)?\s*([\s\S]*)$/.exec(words)!;
    if (about === undefined) return undefined;
    const time = minutes === undefined ? undefined : Number(minutes);
    await blockIn(place, { subject: memberOf(place, about), reason, minutes: time });
    return say('settings-saved-for-chat', { what: `🚫 ${about} ${reason}` });
  },
  async unblock(say, place, { about }) {
    if (about === undefined) return undefined;
    await unblockIn(place, memberOf(place, about));
    return say('settings-saved-for-chat', { what: `✓ ${about}` });
  },
  async reports(say, place, { words, actor }) {
    const chat = words === 'me' ? String(actor) : words === 'off' ? '' : words;
    if (!/^(-?\d+)?$/.test(chat) || words === '') return undefined;
    await setModerators(place, chat);
    return say('settings-saved-for-chat', { what: chat === '' ? '–' : chat });
  },
  audit: async (_, place) => sayActsOf(place),
};

export const PLACE_VERBS = Object.keys(COMMANDS);

/** Somebody within a group, as the access rules name them. */
export const memberOf = ({ name }: Pick<Place, 'name'>, user: number | string) =>
  `member:${name.slice('chat:'.length)}:${user}`;

/** A command for the administrators of a group, in that group. */
export async function placeCommand(
  context: BotContext,
  message: Message,
  person: Person,
  { verb, words }: { verb: string; words: string },
): Promise<void> {
  const say = textsFor(person.locale);
  const { chat } = message;
  if (!(await isAdministrator(context, chat.id, person.id)))
    return reply(context, message, say('only-administrators'));
  const place = {
    jobs: context.jobs,
    frontEnd: FRONT_END,
    name: `chat:${chat.id}`,
    actor: String(person.id),
  };
  const answered = message.reply_to_message;
  const about = answered && authorOf(answered as Message)?.id;
  const said = await COMMANDS[verb]!(say, place, { words, about, actor: person.id });
  await reply(context, message, said ?? `${say('chat-settings-help')}\n(${chat.id})`);
}

const NAMES: Readonly<Record<string, keyof PlaceLimits>> = {
  'each-hour': 'eachHour',
  'each-day': 'eachDay',
  'all-day': 'allDay',
  cooldown: 'cooldownSeconds',
};

/** `each-day=5 cooldown=30`, or `off`; undefined for anything else. */
export function readLimits(words: string): PlaceLimits | undefined {
  if (words === 'off') return {};
  const parts = words.split(/[\s,]+/).filter(Boolean);
  const read = parts.map((part) => /^([a-z-]+)=(\d{1,7})$/.exec(part));
  if (parts.length === 0 || read.some((one) => !one || !NAMES[one[1]!])) return undefined;
  return Object.fromEntries(read.map((one) => [NAMES[one![1]!]!, Number(one![2])]));
}
