import { type Operation, operate } from '@dualedit/conversation';
import type { Message } from 'grammy/types';
import { type BotContext, FRONT_END, isChecked } from '../bot-context.js';
import type { Person } from '../person.js';
import { reply } from './request.js';

const HELP = `/admin figures
/admin pause <why>
/admin resume
/admin allow|block|remove <user's number or chat:number> [for <minutes>] <note>
/admin ban|unban <words>
/admin audit

In reply to somebody's message, allow, block and remove are about them.`;

/** `/admin`: figures, pause, rules; for those whom the configuration names, in English. */
export async function admin(
  context: BotContext,
  message: Message,
  person: Person,
  words: string,
): Promise<void> {
  if (!context.config.TELEGRAM_ADMINS.includes(String(person.id))) {
    return reply(context, message, 'Only those whom TELEGRAM_ADMINS names may do that.');
  }
  const operation = readOperation(words, message.reply_to_message?.from?.id);
  const operator = { frontEnd: FRONT_END, id: String(person.id), isChecked: isChecked(context) };
  await reply(context, message, operation ? await operate(context.jobs, operator, operation) : HELP);
}

/** @param answered whose message is answered @returns undefined for what is no operation */
export function readOperation(words: string, answered?: number): Operation | undefined {
  const [, verb = 'figures', rest = ''] = /^(\w+)?\s*([\s\S]*)$/.exec(words.trim()) ?? [];
  switch (verb) {
    case 'figures':
    case 'resume':
    case 'audit':
      return { verb };
    case 'ban':
    case 'unban':
      return rest === '' ? undefined : { verb, phrase: rest };
    case 'pause':
      return rest === '' ? undefined : { verb, reason: rest };
    case 'allow':
    case 'block':
    case 'remove': {
      const [named] = /^(chat:)?-?\d+(?=\s|$)/.exec(rest) ?? [];
      const subject = named ?? (answered === undefined ? undefined : String(answered));
      if (subject === undefined) return undefined;
      const [, minutes, note = ''] = /^(?:for (\d+)\s*)?([\s\S]*)$/.exec(
        rest.slice(named?.length ?? 0).trim(),
      )!;
      return { verb, subjects: [subject], note, ...(minutes !== undefined && { minutes: Number(minutes) }) };
    }
    default:
      return undefined;
  }
}
