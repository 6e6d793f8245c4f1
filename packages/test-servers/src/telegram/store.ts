import type { Chat, InlineKeyboardMarkup, Message, Update, User } from '@grammyjs/types';
import { imageSize } from 'image-size';
import { Changes } from '../wait.js';
import { bad } from './refusal.js';

export interface StoredFile {
  id: string;
  unique: string;
  path: string;
  name: string;
  type: string;
  bytes: Buffer;
  width: number;
  height: number;
}

/** A message with what the server keeps beside it. */
export interface StoredMessage {
  message: Message;
  /** The file that it shows. */
  file?: StoredFile;
  deleted: boolean;
  /** How often it was written, the first time included. */
  version: number;
}

/** Chats, messages, files and updates of the server. */
export class Store {
  readonly changes = new Changes();
  readonly files = new Map<string, StoredFile>();
  readonly messages: StoredMessage[] = [];
  readonly updates: Update[] = [];
  #files = 0;
  #messages = 0;
  #updates = 700_000_000;
  #albums = 0;

  /** Keeps a file; pictures are measured. `dimensions` names them where the bytes are a stand-in. */
  keep(name: string, type: string, bytes: Buffer): StoredFile {
    this.#files += 1;
    const id = `AgACAgIAAxkBAAIB${String(this.#files).padStart(8, '0')}`;
    const path = `${type.startsWith('image/') ? 'photos' : 'documents'}/file_${this.#files}${/\.\w+$/.exec(name)?.[0] ?? ''}`;
    const { width, height } = measured(bytes);
    const file = { id, unique: `AQAD${this.#files}`, path, name, type, bytes, width, height };
    this.files.set(id, file);
    return file;
  }

  file(id: string): StoredFile {
    return this.files.get(id) ?? raise(bad('wrong file_id or the file is temporarily unavailable'));
  }

  add(chat: Chat, from: User, content: Partial<Message> & object, file?: StoredFile): StoredMessage {
    this.#messages += 1;
    const message = {
      message_id: this.#messages,
      date: Math.floor(Date.now() / 1000),
      chat,
      from,
      ...content,
    } as unknown as Message;
    const stored: StoredMessage = { message, deleted: false, version: 1, ...(file ? { file } : {}) };
    this.messages.push(stored);
    this.changes.changed();
    return stored;
  }

  message(chat: number | string, id: number): StoredMessage {
    const found = this.messages.find(
      ({ message, deleted }) => !deleted && message.chat.id === Number(chat) && message.message_id === id,
    );
    return found ?? raise(bad('message to edit not found'));
  }

  album(): string {
    this.#albums += 1;
    return `1360000000000${this.#albums}`;
  }

  /** Makes an update for the bot. */
  tell(update: Omit<Update, 'update_id'>): Update {
    this.#updates += 1;
    const told = { update_id: this.#updates, ...update } as Update;
    this.updates.push(told);
    this.changes.changed();
    return told;
  }
}

/** A photo as messages carry it: a small and the full size. */
export function photoSizes({ id, unique, width, height, bytes }: StoredFile) {
  const small = Math.min(1, 90 / Math.max(width, height));
  return [
    {
      file_id: `${id}-small`,
      file_unique_id: `${unique}-s`,
      width: Math.max(1, Math.round(width * small)),
      height: Math.max(1, Math.round(height * small)),
      file_size: Math.min(bytes.length, 1_000),
    },
    { file_id: id, file_unique_id: unique, width, height, file_size: bytes.length },
  ];
}

export const documentOf = ({ id, unique, name, type, bytes }: StoredFile) => ({
  file_id: id,
  file_unique_id: unique,
  file_name: name,
  mime_type: type,
  file_size: bytes.length,
});

export type Markup = InlineKeyboardMarkup;

function measured(bytes: Buffer): { width: number; height: number } {
  try {
    const { width, height } = imageSize(bytes);
    return { width, height };
  } catch {
    return { width: 0, height: 0 };
  }
}

function raise(error: Error): never {
  throw error;
}
