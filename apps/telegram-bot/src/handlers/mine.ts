import {
  cancelAll,
  deleteStored,
  sayAbilities,
  sayQueue,
  sayQuota,
  sayStored,
  textsFor,
  undelivered,
} from '@dualedit/conversation';
import type { Job } from '@dualedit/jobs';
import { InlineKeyboard } from 'grammy';
import type { Message } from 'grammy/types';
import { type Address, addressOf } from '../address.js';
import { type BotContext, isChecked, userOf } from '../bot-context.js';
import { groupsOfPerson } from '../group.js';
import { CAPTION, clipped, finishedMessage } from '../message.js';
import type { Person } from '../person.js';
import { post } from '../post.js';
import { writeChoice } from './choice.js';
import { reply } from './request.js';

/** `/queue`: own edits and their places, and answers that could not be sent before. */
export async function queue(context: BotContext, message: Message, person: Person): Promise<void> {
  const { jobs } = context;
  const say = textsFor(person.locale);
  // what was asked for elsewhere is shown in private alone
  const shown = ({ address }: Job) => message.chat.type === 'private' || address.chat === message.chat.id;
  const { title, own, all } = await sayQueue(say, jobs, userOf(person.id), shown);
  await reply(context, message, [title, ...own, ...all].join('\n'));
  for (const job of await undelivered(jobs, userOf(person.id))) {
    if (shown(job)) await handOver(context, message, job);
  }
}

async function handOver({ jobs, api, stopping }: BotContext, message: Message, job: Job): Promise<void> {
  const { locale, as } = job.address as Address;
  const { spoiler } = job.address as Address;
  const to = addressOf(message, { locale, send: undefined, spoiler }, as);
  const shown = await finishedMessage(jobs, job);
  const text = clipped(`${textsFor(locale)('queue-undelivered')}\n${shown.text}`, CAPTION);
  const sent = await post(api, to, { ...shown, text });
  // it is out, and must not be handed over a second time
  const handed = { ...job.address, ...to, message: sent, album: '' };
  await jobs.insist(() => jobs.setAddress(job.id, handed), { signal: stopping });
  await jobs.insist(() => jobs.handedOver(job.id), { signal: stopping });
}

/** `/cancel`: all own edits that are not finished. */
export async function cancel(context: BotContext, message: Message, person: Person): Promise<void> {
  await reply(context, message, await cancelAll(textsFor(person.locale), context.jobs, userOf(person.id)));
}

/** `/privacy`: what is stored, with a button that deletes it; `/privacy delete` does so at once. */
export async function privacy(
  context: BotContext,
  message: Message,
  person: Person,
  words: string,
): Promise<void> {
  const { jobs } = context;
  const say = textsFor(person.locale);
  const user = userOf(person.id);
  if (words === 'delete') {
    return reply(context, message, await deleteStored(say, jobs, user));
  }
  const data = writeChoice({ of: person.id, what: 'forget', value: 'all' });
  const keyboard = new InlineKeyboard().text(say('privacy-button'), data);
  await reply(context, message, await sayStored(say, jobs, user), { reply_markup: keyboard });
}

/** `/quota`: what is left here, and when there is more. */
export async function quota(context: BotContext, message: Message, person: Person): Promise<void> {
  const left = await context.jobs.quotas.of(userOf(person.id), groupsOfPerson(message, person.id));
  await reply(context, message, sayQuota(textsFor(person.locale), left));
}

/** `/help` and `/start` */
export async function help(context: BotContext, message: Message, person: Person): Promise<void> {
  const say = textsFor(person.locale);
  const isGroup = message.chat.type !== 'private';
  const lines = [
    say('help'),
    say('telegram-help'),
    ...sayAbilities(say, context.pack, { isChecked: isChecked(context) }),
    ...(isGroup ? [say('chat-settings-help')] : []),
  ];
  await reply(context, message, asHtml(lines.join('\n')), { parse_mode: 'HTML' });
}

/** Texts mark what is bold and what is typed as Markdown does. */
function asHtml(text: string): string {
  return text
    .replace(/[&<>]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[sign]!)
    .replace(/\*\*(.+?)\*\*/g, '<b>$1</b>')
    .replace(/`(.+?)`/g, '<code>$1</code>');
}
