import type { JsonObject } from '@dualedit/jobs';
import type { Message } from 'grammy/types';
import type { Person, SendAs } from './person.js';

/** Where a job is answered. Lives in the store, so that a restarted bot goes on with the right message. */
export interface Address extends JsonObject {
  chat: number;
  /** The topic of a forum, 0 where there is none. */
  thread: number;
  /** The message that is answered. */
  replyTo: number;
  locale: string;
  as: SendAs;
  /** Whether the result is hidden until it is tapped. */
  spoiler: boolean;
  /** The button that asked, of a job that a button asked for. */
  from: string;
  /** The status message, later the answer; 0 until there is one. */
  message: number;
  /** The album that the job's picture belongs to; empty where it stands alone. */
  album: string;
  /** The messages of the album's answer. Of the album's first job. */
  messages: number[];
  /** The jobs that the album's answer holds. Of the album's first job. */
  answered: string[];
  /** Words of edits whose things were not found and that were left out. */
  missing: string[];
}

/** An answer to a message, in the way of the person who asked. */
export function addressOf(
  message: Pick<Message, 'chat' | 'message_id' | 'is_topic_message' | 'message_thread_id'>,
  { locale, send, spoiler }: Pick<Person, 'locale' | 'send' | 'spoiler'>,
  as: SendAs,
  album = '',
): Address {
  return {
    chat: message.chat.id,
    thread: message.is_topic_message ? (message.message_thread_id ?? 0) : 0,
    replyTo: message.message_id,
    locale,
    as: send ?? as,
    spoiler,
    from: '',
    message: 0,
    album,
    messages: [],
    answered: [],
    missing: [],
  };
}

export const topicOf = ({ thread }: Pick<Address, 'thread'>) =>
  thread === 0 ? {} : { message_thread_id: thread };

/** Where messages of an address go, as the Bot API is told. */
export const placed = ({ thread, replyTo }: Pick<Address, 'thread' | 'replyTo'>) => ({
  ...topicOf({ thread }),
  reply_parameters: { message_id: replyTo, allow_sending_without_reply: true },
});
