import type { StoredMessage, TelegramServer } from '@dualedit/test-servers/telegram';
import type { Chat, InlineKeyboardButton } from 'grammy/types';

/** A busy machine takes its time; nothing here looks at how long. */
const SECONDS = 240;

/** What every finished edit says, in any language. */
export const DONE = /Done in|Fertig in|Listo en|Fini en/;

export const textOf = ({ message }: StoredMessage) => message.text ?? message.caption ?? '';

/** The buttons under a message. */
export function labels({ message }: StoredMessage): string[] {
  const markup = (message as { reply_markup?: { inline_keyboard?: InlineKeyboardButton[][] } }).reply_markup;
  return (markup?.inline_keyboard ?? []).flat().map(({ text }) => text);
}

/** What the bot said in a chat, and still stands there. */
export const answers = (telegram: TelegramServer, chat: Chat) =>
  telegram.messages(chat).filter(({ message }) => message.from?.is_bot);

/** Waits for the `count`th message of the bot that says something. */
export function said(
  telegram: TelegramServer,
  chat: Chat,
  wanted: RegExp,
  count = 1,
): Promise<StoredMessage> {
  return telegram.until(
    `${wanted} in ${chat.id}`,
    () => answers(telegram, chat).filter((one) => wanted.test(textOf(one)))[count - 1],
    SECONDS,
  );
}

/** Waits until something holds. */
export const holds = (telegram: TelegramServer, what: string, look: () => boolean) =>
  telegram.until(what, () => look() || undefined, SECONDS);

export const pictured = ({ message }: StoredMessage) =>
  'photo' in message ? 'photo' : 'document' in message ? 'file' : 'none';

/** The same about one server, which is there when it is asked. */
export const inside = (telegram: () => TelegramServer) => ({
  said: (chat: Chat, wanted: RegExp, count?: number) => said(telegram(), chat, wanted, count),
  answers: (chat: Chat) => answers(telegram(), chat),
  holds: (what: string, look: () => boolean) => holds(telegram(), what, look),
});
