import { type Api, GrammyError, InputFile, InputMediaBuilder } from 'grammy';
import type { InputMediaDocument, InputMediaPhoto } from 'grammy/types';
import { type Address, placed } from './address.js';
import type { Shown } from './message.js';

const NO_PREVIEW = { link_preview_options: { is_disabled: true } };

const says = (error: unknown, words: RegExp) => error instanceof GrammyError && words.test(error.description);

/** Whether an edit was refused because the message already says just that. */
export const isUnchanged = (error: unknown) => says(error, /message is not modified/);

/** Whether a message that was to be edited or deleted is not there any more. */
export const isGone = (error: unknown) =>
  says(
    error,
    /message to (edit|delete|be replied) not found|message can't be (edited|deleted)|MESSAGE_ID_INVALID/,
  );

/** Whether a chat takes no pictures of a kind, or none at all, from the bot. */
export const isForbidden = (error: unknown) =>
  says(error, /not enough rights to send (photos|documents|media)|CHAT_SEND_(PHOTOS|DOCS|MEDIA)_FORBIDDEN/);

const inputOf = ({ file }: NonNullable<Shown['picture']>) => new InputFile(file.bytes, file.name);

/** A picture as a member of an album, or in the place of another message's content. */
export function mediaOf(
  picture: NonNullable<Shown['picture']>,
  caption?: string,
): InputMediaPhoto | InputMediaDocument {
  const more = caption === undefined ? {} : { caption };
  return picture.as === 'photo'
    ? InputMediaBuilder.photo(inputOf(picture), { ...more, ...hiding(picture) })
    : InputMediaBuilder.document(inputOf(picture), { ...more, ...AS_FILE });
}

/** Telegram makes stickers of WebP files otherwise. */
const AS_FILE = { disable_content_type_detection: true };

const hiding = ({ spoiler }: NonNullable<Shown['picture']>) => (spoiler ? { has_spoiler: true } : {});

/** Sends a message. @returns its number in the chat */
export async function post(
  api: Api,
  to: Pick<Address, 'chat' | 'thread' | 'replyTo'>,
  { text, keyboard, picture }: Shown,
): Promise<number> {
  const more = { ...placed(to), ...(keyboard ? { reply_markup: keyboard } : {}) };
  const caption = { caption: text, ...more };
  const sent = !picture
    ? await api.sendMessage(to.chat, text, { ...NO_PREVIEW, ...more })
    : picture.as === 'photo'
      ? await api.sendPhoto(to.chat, inputOf(picture), { ...caption, ...hiding(picture) })
      : await api.sendDocument(to.chat, inputOf(picture), { ...caption, ...AS_FILE });
  return sent.message_id;
}

/** Writes over a message. @returns whether it is still there */
export async function rewrite(
  api: Api,
  chat: number,
  message: number,
  { text, keyboard, picture }: Shown,
): Promise<boolean> {
  const more = keyboard ? { reply_markup: keyboard } : {};
  try {
    if (picture) await api.editMessageMedia(chat, message, mediaOf(picture, text), more);
    else await api.editMessageText(chat, message, text, { ...NO_PREVIEW, ...more });
    return true;
  } catch (error) {
    if (isUnchanged(error)) return true;
    if (isGone(error)) return false;
    throw error;
  }
}
