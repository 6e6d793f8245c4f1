import type { Chat, User } from '@grammyjs/types';
import { type Fault, Faults } from '../faults.js';
import { type Answer, listen, type Received } from '../http.js';
import { Delivery } from './delivery.js';
import { Flood, type Flooded, type FloodLimits } from './flood.js';
import { type Deeds, METHODS, type MethodState } from './methods.js';
import { Person } from './person.js';
import { TelegramRefusal } from './refusal.js';
import { Store, type StoredMessage } from './store.js';

export type { Fault } from '../faults.js';
export type { Flooded, FloodLimits } from './flood.js';
export { LIMITS } from './limits.js';
export type { Deeds } from './methods.js';
export { Person, type Picture, type SendOptions } from './person.js';
export type { StoredFile, StoredMessage } from './store.js';

export interface TelegramOptions extends FloodLimits {
  /** Whether bots may send drafts (true). */
  drafts?: boolean;
}

/** The Bot API on loopback, for one bot. */
export interface TelegramServer {
  /** For grammY: `client: { apiRoot }`. */
  apiRoot: string;
  token: string;
  bot: User;
  /** Every call, in order; `path` is the method. */
  calls: Received[];
  deeds: Deeds;
  person(name: string, language?: string): Person;
  group(title: string): Chat.GroupChat;
  /** A group with topics. */
  forum(title: string): Chat.SupergroupChat;
  /** Makes someone an administrator of a group. */
  promote(person: Person, chat: Chat): void;
  /** A chat takes no photos, or no files, from the bot any more. */
  forbid(chat: Chat, kind: 'photos' | 'documents'): void;
  /** The bot may not write to somebody who has never written to it. */
  closePrivate(person: Person): void;
  /** A group becomes a supergroup with another number, of which the bot is told. */
  migrate(group: Chat.GroupChat): Chat.SupergroupChat;
  /** Messages of a chat that are not deleted, oldest first. */
  messages(chat: Chat): StoredMessage[];
  /** Hands the last update over once more, as happens after lost confirmations. */
  repeatLastUpdate(): void;
  /** Calls answered 429 because there were too many, not those that {@link TelegramServer.fail} refused. */
  floods: readonly Flooded[];
  until<T>(what: string, look: () => T | undefined, seconds?: number): Promise<T>;
  fail(fault: Fault): void;
  close(): Promise<void>;
}

/** Starts the server on a free port of the loopback interface. */
export async function startTelegram({
  drafts = true,
  ...limits
}: TelegramOptions = {}): Promise<TelegramServer> {
  const store = new Store();
  const bot: User = { id: 7_000_000_001, is_bot: true, first_name: 'Dualedit', username: 'dualedit_bot' };
  const token = `${bot.id}:AA${'x'.repeat(33)}`;
  const chats = new Map<number, Chat>();
  const deeds: Deeds = { answers: [], actions: [], drafts: [], commands: new Map() };
  const state: MethodState = {
    store,
    bot,
    chats,
    deeds,
    open: new Set(),
    admins: new Set(),
    forbidden: new Set(),
    closed: new Set(),
    moved: new Map(),
    drafts,
  };
  const faults = new Faults();
  const calls: Received[] = [];
  const flood = new Flood(limits);
  const delivery = new Delivery(store);
  let closing = false;

  const call = async (method: string, received: Received): Promise<Answer> => {
    const parameters = received.body;
    const ok = (result: unknown): Answer => ({ status: 200, body: { ok: true, result } });
    if (method === 'getUpdates') return ok(await delivery.poll(parameters, () => closing));
    if (method === 'setWebhook')
      return ok(delivery.setWebhook(String(parameters.url ?? ''), String(parameters.secret_token ?? '')));
    if (method === 'deleteWebhook') return ok(delivery.setWebhook('', ''));
    if (method === 'getWebhookInfo')
      return ok({
        url: delivery.webhook,
        has_custom_certificate: false,
        pending_update_count: delivery.waiting,
      });
    const handler = METHODS[method];
    if (!handler) throw new TelegramRefusal(404, `Not Found: method ${method}`);
    flood.count(method, Number(parameters.chat_id), picturesOf(method, parameters.media));
    return ok(await handler(state, { parameters, uploads: received.files }));
  };

  const listening = await listen(async (received) => {
    const [, kind, given, rest = ''] = /^\/(file\/bot|bot)([^/]+)\/(.+)$/.exec(received.path) ?? [];
    if (given !== token) return new TelegramRefusal(401, 'Unauthorized').answer;
    if (kind === 'file/bot')
      return faults.meet({ ...received, path: `file/${rest}` }) ?? download(store, rest);
    const asked = { ...received, path: rest };
    if (rest !== 'getUpdates') calls.push(asked);
    const fault = faults.meet(asked);
    if (fault) return fault;
    try {
      return await call(rest, received);
    } catch (error) {
      if (error instanceof TelegramRefusal) return error.answer;
      throw error;
    }
  });
  return {
    apiRoot: listening.url,
    token,
    bot,
    calls,
    deeds,
    person: (name, language = 'en') => {
      const person = new Person(store, state.open, name, language);
      chats.set(person.chat.id, person.chat);
      return person;
    },
    group: (title) => {
      const chat: Chat.GroupChat = { id: -1_000_000 - chats.size, type: 'group', title };
      chats.set(chat.id, chat);
      return chat;
    },
    forum: (title) => {
      const chat: Chat.SupergroupChat = {
        id: -1_000_000_000_000 - chats.size,
        type: 'supergroup',
        title,
        is_forum: true,
      };
      chats.set(chat.id, chat);
      return chat;
    },
    forbid: (chat, kind) => void state.forbidden.add(`${chat.id} ${kind}`),
    closePrivate: ({ chat }) => void state.closed.add(chat.id),
    migrate: (group) => {
      const chat: Chat.SupergroupChat = {
        id: group.id - 1_000_000_000_000,
        type: 'supergroup',
        title: group.title,
      };
      chats.set(chat.id, chat);
      state.moved.set(group.id, chat.id);
      const service = store.add(group, bot, { migrate_to_chat_id: chat.id } as never);
      store.tell({ message: { ...service.message, from: undefined } } as never);
      return chat;
    },
    promote: ({ user }, chat) => void state.admins.add(`${chat.id} ${user.id}`),
    messages: (chat) =>
      store.messages.filter(({ message, deleted }) => !deleted && message.chat.id === chat.id),
    repeatLastUpdate: () => delivery.repeatLast(),
    floods: flood.refused,
    until: (what, look, seconds) =>
      store.changes.until(what, look, seconds, () => store.messages.slice(-3).map(({ message }) => message)),
    fail: (fault) => faults.add(fault),
    close: async () => {
      closing = true;
      store.changes.changed();
      delivery.stop();
      await listening.close();
    },
  };
}

/** An album counts as its pictures. */
function picturesOf(method: string, media: unknown): number {
  if (method !== 'sendMediaGroup') return 1;
  return (JSON.parse(String(media)) as unknown[]).length;
}

function download(store: Store, path: string): Answer {
  const file = [...store.files.values()].find((one) => one.path === path);
  return file
    ? { status: 200, body: file.bytes }
    : { status: 404, body: { ok: false, error_code: 404, description: 'Not Found' } };
}
