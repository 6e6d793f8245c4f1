import { randomInt } from 'node:crypto';
import type { Chat, InlineKeyboardButton, Message, User } from '@grammyjs/types';
import { documentOf, photoSizes, type Store, type StoredMessage } from './store.js';

export interface Picture {
  name: string;
  bytes: Buffer;
  type?: string;
}

export interface SendOptions {
  /** The message that it answers. */
  replyTo?: StoredMessage;
  caption?: string;
  /** Sent as a file, uncompressed. */
  asFile?: boolean;
  album?: string;
  /** The topic of a forum that it is written in. */
  topic?: number;
}

/** Who Telegram says writes for administrators who hide. */
const HIDDEN_ADMIN: User = {
  id: 1_087_968_824,
  is_bot: true,
  first_name: 'Group',
  username: 'GroupAnonymousBot',
};

/** Somebody who writes to the bot. Each verb makes an update at once. */
export class Person {
  readonly user: User;
  /** Their private chat with the bot. */
  readonly chat: Chat.PrivateChat;
  readonly #store: Store;
  readonly #open: Set<string>;

  constructor(store: Store, open: Set<string>, name: string, language: string) {
    this.#store = store;
    this.#open = open;
    const id = randomInt(10_000_000, 2 ** 31);
    this.user = { id, is_bot: false, first_name: name, language_code: language };
    this.chat = { id, type: 'private', first_name: name };
  }

  write(
    text: string,
    { replyTo, topic }: Pick<SendOptions, 'replyTo' | 'topic'> = {},
    chat: Chat = this.chat,
  ): StoredMessage {
    return this.#tell(chat, { text, ...entities(text), ...answered(replyTo), ...inTopic(topic) });
  }

  send(picture: Picture, options: SendOptions = {}, chat: Chat = this.chat): StoredMessage {
    const { replyTo, caption, asFile, album, topic } = options;
    const file = this.#store.keep(picture.name, picture.type ?? 'image/png', picture.bytes);
    const content = {
      ...(asFile ? { document: documentOf(file) } : { photo: photoSizes(file) }),
      ...(caption === undefined ? {} : { caption, ...entities(caption, 'caption_entities') }),
      ...(album === undefined ? {} : { media_group_id: album }),
      ...answered(replyTo),
      ...inTopic(topic),
    };
    const stored = this.#tell(chat, content);
    stored.file = file;
    return stored;
  }

  /** Anything else that people send: a voice, a GIF, a sticker. */
  sendOther(content: object, chat: Chat = this.chat): StoredMessage {
    return this.#tell(chat, content);
  }

  /** Writes in a group as the group itself, as its administrators may. */
  writeHidden(text: string, chat: Chat, { replyTo }: Pick<SendOptions, 'replyTo'> = {}): StoredMessage {
    const content = { text, ...entities(text), ...answered(replyTo), sender_chat: chat };
    const stored = this.#store.add(chat, HIDDEN_ADMIN, content as Partial<Message>);
    this.#store.tell({ message: stored.message } as never);
    return stored;
  }

  /** An album: separate messages of one group, the caption on the first. */
  sendAlbum(pictures: readonly Picture[], caption?: string, chat: Chat = this.chat): StoredMessage[] {
    const album = this.#store.album();
    return pictures.map((picture, at) =>
      this.send(picture, { album, ...(at === 0 && caption !== undefined ? { caption } : {}) }, chat),
    );
  }

  /** Changes the caption of an own message. */
  recaption(stored: StoredMessage, caption: string): void {
    const { caption_entities: _, ...before } = stored.message as Message & { caption_entities?: unknown };
    stored.message = { ...before, caption, ...entities(caption, 'caption_entities') } as Message;
    this.#store.tell({ edited_message: stored.message } as never);
  }

  /** Presses the button to stop under a draft. */
  stop(draft: number): void {
    this.#store.tell({ stopped_message_generation: { chat: this.chat, draft_id: draft } } as never);
  }

  /** Presses the inline button of that text. @returns the query's id @throws Error if there is none */
  press(stored: StoredMessage, button: string): string {
    const rows = (stored.message as { reply_markup?: { inline_keyboard: InlineKeyboardButton[][] } })
      .reply_markup;
    const buttons = rows?.inline_keyboard.flat() ?? [];
    const found = buttons.find((one) => one.text.includes(button));
    if (!found || !('callback_data' in found)) {
      throw new Error(`No button ${button}; there are: ${buttons.map(({ text }) => text).join(', ')}`);
    }
    const id = String(randomInt(2 ** 40));
    this.#open.add(id);
    const query = {
      id,
      from: this.user,
      message: stored.message,
      chat_instance: '1',
      data: found.callback_data,
    };
    this.#store.tell({ callback_query: query } as never);
    return id;
  }

  #tell(chat: Chat, content: object): StoredMessage {
    const stored = this.#store.add(chat, this.user, content as Partial<Message>);
    this.#store.tell({ message: stored.message } as never);
    return stored;
  }
}

const answered = (to: StoredMessage | undefined): object => (to ? { reply_to_message: to.message } : {});

const inTopic = (topic: number | undefined): object =>
  topic === undefined ? {} : { message_thread_id: topic, is_topic_message: true };

/** Commands and mentions in a text, as Telegram marks them. */
function entities(text: string, field: 'entities' | 'caption_entities' = 'entities'): object {
  const marks = [...text.matchAll(/(?:^|\s)([/@]\w+(?:@\w+)?)/g)].map((match) => ({
    type: match[1]!.startsWith('/') ? 'bot_command' : 'mention',
    offset: match.index + match[0].length - match[1]!.length,
    length: match[1]!.length,
  }));
  return marks.length > 0 ? { [field]: marks } : {};
}
