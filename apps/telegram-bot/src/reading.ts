import { mediaKind } from '@dualedit/conversation';
import type { Message, UserFromGetMe } from 'grammy/types';
import type { SendAs } from './person.js';

/** What a message says to the bot. */
export interface Asked {
  /** Whether the bot is spoken to: everywhere in private, by command, mention or reply in groups. */
  addressed: boolean;
  /** Whether that is by command or mention, so that silence would be rude. */
  called: boolean;
  /** The command's name without its stroke. */
  verb: string | undefined;
  /** What is said beside the command and the mention. */
  words: string;
}

const VERB = /^\/(\w+)(?:@(\w+))?(?:\s+([\s\S]*))?$/;

/** Reads a message's text or caption. */
export function readMessage(message: Message, me: UserFromGetMe): Asked {
  const text = (message.text ?? message.caption ?? '').trim();
  const mine = new RegExp(`@${me.username}\\b`, 'gi');
  const [whole, verb, whose] = VERB.exec(text) ?? [];
  const forMe =
    whole !== undefined && (whose === undefined || whose.toLowerCase() === me.username.toLowerCase());
  if (whole !== undefined && !forMe) return { addressed: false, called: false, verb: undefined, words: '' };
  const words = (whole === undefined ? text : text.replace(/^\S+/, '')).replace(mine, ' ').trim();
  const called = forMe || mine.test(text);
  const replied = message.reply_to_message?.from?.id === me.id;
  return { addressed: message.chat.type === 'private' || called || replied, called, verb, words };
}

/** A picture that lies on Telegram. */
export interface SentPicture {
  file: string;
  /** Bytes, where Telegram says. */
  size: number;
  as: SendAs;
}

/** The picture of a message: a photo in its largest size, or an image sent as a file. */
export function pictureOf({
  photo,
  document,
  animation,
}: Pick<Message, 'photo' | 'document' | 'animation'>): SentPicture | undefined {
  const largest = photo?.at(-1);
  if (largest) return { file: largest.file_id, size: largest.file_size ?? 0, as: 'photo' };
  if (!document || animation || mediaKind(document.mime_type, document.file_name) !== 'picture')
    return undefined;
  return { file: document.file_id, size: document.file_size ?? 0, as: 'file' };
}

/** What a message shows or says that is no picture, by the id of what is answered; undefined if it is a text. */
export function otherMedia(message: Message): string | undefined {
  if (message.animation) return 'media-animation';
  if (message.video ?? message.video_note) return 'media-video';
  if (message.voice ?? message.audio) return 'media-audio';
  if (message.sticker) return 'media-sticker';
  if (!message.document) return undefined;
  const kind = mediaKind(message.document.mime_type, message.document.file_name);
  return kind === 'video' || kind === 'audio' || kind === 'pdf' ? `media-${kind}` : 'not-a-picture';
}
