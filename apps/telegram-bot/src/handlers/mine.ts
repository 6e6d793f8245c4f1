import { cancelAll, sayQueue, sayStored, sayWords, textsFor } from '@dualedit/bot';
import { InlineKeyboard } from 'grammy';
import type { Message } from 'grammy/types';
import { type Desk, userOf } from '../desk.js';
import type { Person } from '../person.js';
import { writeChoice } from './choice.js';
import { reply } from './request.js';

/** `/queue`: own edits and their places. */
export async function queue(desk: Desk, message: Message, person: Person): Promise<void> {
  const say = textsFor(person.locale);
  const { title, own, all } = await sayQueue(say, desk.jobs, userOf(person.id));
  await reply(desk, message, [title, ...own, ...all].join('\n'));
}

/** `/cancel`: all own edits that are not finished. */
export async function cancel(desk: Desk, message: Message, person: Person): Promise<void> {
  await reply(desk, message, await cancelAll(textsFor(person.locale), desk.jobs, userOf(person.id)));
}

/** `/privacy`: what is stored, with a button that deletes it; `/privacy delete` does so at once. */
export async function privacy(desk: Desk, message: Message, person: Person, words: string): Promise<void> {
  const { jobs } = desk;
  const say = textsFor(person.locale);
  const user = userOf(person.id);
  if (words === 'delete') {
    return reply(desk, message, say('privacy-deleted', { count: await jobs.users.delete(user) }));
  }
  const data = writeChoice({ of: person.id, what: 'forget', value: 'all' });
  const keyboard = new InlineKeyboard().text(say('privacy-button'), data);
  await reply(desk, message, await sayStored(say, jobs, user), { reply_markup: keyboard });
}

/** `/help` and `/start` */
export async function help(desk: Desk, message: Message, person: Person): Promise<void> {
  const say = textsFor(person.locale);
  const lines = [say('help'), say('telegram-help'), ...sayWords(say, desk.pack)];
  await reply(desk, message, asHtml(lines.join('\n')), { parse_mode: 'HTML' });
}

/** Texts mark what is bold and what is typed as Markdown does. */
function asHtml(text: string): string {
  return text
    .replace(/[&<>]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[sign]!)
    .replace(/\*\*(.+?)\*\*/g, '<b>$1</b>')
    .replace(/`(.+?)`/g, '<code>$1</code>');
}
