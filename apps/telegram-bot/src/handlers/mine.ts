import { type Say, textsFor } from '@dualedit/bot';
import type { Job } from '@dualedit/jobs';
import { InlineKeyboard } from 'grammy';
import type { Message } from 'grammy/types';
import { type Desk, userOf } from '../desk.js';
import type { Person } from '../person.js';
import { writeChoice } from './choice.js';
import { reply } from './request.js';

const MIB = 2 ** 20;
export const UNFINISHED = ['queued', 'masks', 'editing'] as const;

/** `/queue`: own edits and their places. */
export async function queue(desk: Desk, message: Message, person: Person): Promise<void> {
  const { jobs } = desk;
  const say = textsFor(person.locale);
  const [own, all] = await Promise.all([
    jobs.list({ user: userOf(person.id), states: [...UNFINISHED] }),
    jobs.admin.figures(),
  ]);
  const { queued, masks, editing } = all.jobs;
  const lines = [
    say(own.length > 0 ? 'queue-title' : 'queue-empty'),
    ...own.map((job) => say('queue-line', { command: job.command, state: sayState(say, job) })),
    ...(all.paused === undefined ? [] : [say('paused', { reason: all.paused })]),
    say('queue-all', { queued, running: masks + editing }),
  ];
  await reply(desk, message, lines.join('\n'));
}

function sayState(say: Say, { state, place, fraction }: Job): string {
  if (state === 'queued') return say('state-queued', { place: place ?? 1 });
  return say('state-running', { percent: Math.round(fraction * 100) });
}

/** `/cancel`: all own edits that are not finished. */
export async function cancel(desk: Desk, message: Message, person: Person): Promise<void> {
  const { jobs } = desk;
  const say = textsFor(person.locale);
  const user = userOf(person.id);
  const own = await jobs.list({ user, states: [...UNFINISHED] });
  await Promise.all(own.map(({ id }) => jobs.cancel(id, user)));
  await reply(
    desk,
    message,
    own.length === 0 ? say('cancel-none') : say('cancel-done', { count: own.length }),
  );
}

/** `/privacy`: what is stored, with a button that deletes it; `/privacy delete` does so at once. */
export async function privacy(desk: Desk, message: Message, person: Person, words: string): Promise<void> {
  const { jobs } = desk;
  const say = textsFor(person.locale);
  const user = userOf(person.id);
  if (words === 'delete') {
    return reply(desk, message, say('privacy-deleted', { count: await jobs.users.delete(user) }));
  }
  const { jobs: own, pictures, rules } = await jobs.users.show(user);
  const bytes = pictures.reduce((sum, one) => sum + one.bytes, 0);
  const { keepPicturesHours: hours, keepJobsDays: days } = jobs.retention;
  const size = (bytes / MIB).toFixed(1);
  const lines = [
    say('privacy-show', { jobs: own.length, pictures: pictures.length, size, hours, days }),
    ...rules.map(({ rule, note }) => say('privacy-rule', { rule, note })),
  ];
  const data = writeChoice({ of: person.id, what: 'forget', value: 'all' });
  const keyboard = new InlineKeyboard().text(say('privacy-button'), data);
  await reply(desk, message, lines.join('\n'), { reply_markup: keyboard });
}

/** `/help` and `/start` */
export async function help(desk: Desk, message: Message, person: Person): Promise<void> {
  const say = textsFor(person.locale);
  const { nouns = [], colors = [] } = desk.pack.words ?? {};
  const words = [...nouns, ...colors].join(', ');
  const lines = [say('help'), say('telegram-help'), ...(words ? [say('help-words', { words })] : [])];
  await reply(desk, message, asHtml(lines.join('\n')), { parse_mode: 'HTML' });
}

/** Texts mark what is bold and what is typed as Markdown does. */
function asHtml(text: string): string {
  return text
    .replace(/[&<>]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[sign]!)
    .replace(/\*\*(.+?)\*\*/g, '<b>$1</b>')
    .replace(/`(.+?)`/g, '<code>$1</code>');
}
