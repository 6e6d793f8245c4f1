import { createHash } from 'node:crypto';
import type { APIAttachment } from 'discord-api-types/v10';
import { imageSize } from 'image-size';
import type { Upload } from '../http.js';
import { Changes } from '../wait.js';
import type { Component, MessagePayload } from './limits.js';

const DISCORD_EPOCH = 1_420_070_400_000;

/** Identifiers as Discord makes them: the time in the upper bits, longer than JavaScript's exact integers. */
export class Snowflakes {
  #count = 0n;

  next(): string {
    this.#count += 1n;
    return String((BigInt(Date.now() - DISCORD_EPOCH) << 22n) | (this.#count & 0x3fffffn));
  }
}

export interface StoredAttachment {
  attachment: APIAttachment;
  bytes: Buffer;
}

export interface StoredMessage {
  id: string;
  channel: string;
  author: string;
  content: string;
  embeds: NonNullable<MessagePayload['embeds']>;
  components: Component[];
  attachments: StoredAttachment[];
  flags: number;
  /** Of whom alone can see it. */
  ephemeralFor?: string;
  deleted: boolean;
  /** How often it was written, the first time included. */
  version: number;
  editedAt?: string;
  sentAt: string;
  mentionsParsed: string[];
  /** Whom it notifies by their ids. */
  mentionsUsers: string[];
}

export interface StoredChannel {
  id: string;
  /** None for direct messages. */
  guild?: string;
  /** With whom, of direct messages. */
  recipient?: string;
  /** Whether the bot may view and send. */
  open: boolean;
}

/** Channels, messages and files of the server. */
export class Store {
  readonly ids = new Snowflakes();
  readonly channels = new Map<string, StoredChannel>();
  readonly messages = new Map<string, StoredMessage>();
  readonly files = new Map<string, StoredAttachment>();
  readonly changes = new Changes();
  /** Where attachments are fetched from. */
  cdn = '';

  channel(channel: Omit<StoredChannel, 'id' | 'open'>): StoredChannel {
    const stored = { id: this.ids.next(), open: true, ...channel };
    this.channels.set(stored.id, stored);
    return stored;
  }

  /** Keeps a file and gives it an address, signed as Discord's are. */
  attach(channel: string, { name, type, bytes }: Omit<Upload, 'field'>): StoredAttachment {
    const id = this.ids.next();
    const sign = createHash('sha256').update(id).digest('hex');
    const url = `${this.cdn}/attachments/${channel}/${id}/${encodeURIComponent(name)}?ex=7fffffff&is=0&hm=${sign}`;
    const attachment: APIAttachment = {
      id,
      filename: name,
      size: bytes.length,
      url,
      proxy_url: url,
      ...sized(bytes),
    };
    const stored = { attachment: type ? { ...attachment, content_type: type } : attachment, bytes };
    this.files.set(new URL(url).pathname, stored);
    return stored;
  }

  add(
    message: Pick<StoredMessage, 'channel' | 'author'> & { ephemeralFor?: string | undefined },
  ): StoredMessage {
    const { ephemeralFor, ...rest } = message;
    const stored: StoredMessage = {
      id: this.ids.next(),
      content: '',
      embeds: [],
      components: [],
      attachments: [],
      flags: 0,
      deleted: false,
      version: 0,
      sentAt: new Date().toISOString(),
      mentionsParsed: [],
      mentionsUsers: [],
      ...rest,
      ...(ephemeralFor === undefined ? {} : { ephemeralFor }),
    };
    this.messages.set(stored.id, stored);
    return stored;
  }

  /**
   * Writes a payload over a message. Fields that are absent stay; uploads without an `attachments` list replace
   * nothing but are added, with one the list says which earlier files stay.
   */
  write(message: StoredMessage, payload: MessagePayload, files: readonly Upload[]): void {
    const { content, embeds, components, attachments, flags, allowed_mentions: mentions } = payload;
    if (content !== undefined) message.content = content ?? '';
    if (embeds !== undefined) message.embeds = embeds ?? [];
    if (components !== undefined) message.components = components ?? [];
    if (flags !== undefined) message.flags |= flags;
    message.mentionsParsed = mentions?.parse ?? (mentions ? [] : ['users', 'roles', 'everyone']);
    message.mentionsUsers = mentions?.users ?? [];
    const kept = attachments
      ? message.attachments.filter((old) => attachments.some(({ id }) => String(id) === old.attachment.id))
      : message.attachments;
    message.attachments = [...kept, ...files.map((file) => this.attach(message.channel, file))];
    message.version += 1;
    if (message.version > 1) message.editedAt = new Date().toISOString();
    this.changes.changed();
  }
}

function sized(bytes: Buffer): { width?: number; height?: number } {
  try {
    const { width, height } = imageSize(bytes);
    return { width, height };
  } catch {
    return {};
  }
}
