import { moderatorsOf, textsFor } from '@dualedit/conversation';
import type { Job } from '@dualedit/jobs';
import { GrammyError } from 'grammy';
import type { CallbackQuery } from 'grammy/types';
import type { Address } from '../address.js';
import { type BotContext, FRONT_END } from '../bot-context.js';
import { buttons, CAPTION, clipped, sendable } from '../message.js';
import type { Person } from '../person.js';
import { post } from '../post.js';

/** Shows an edit to the moderators of its group, with buttons to delete it and to block who asked for it. */
export async function report(
  context: BotContext,
  { from }: CallbackQuery,
  person: Person,
  job: Job,
): Promise<string> {
  const { jobs, api } = context;
  const say = textsFor(person.locale);
  const { chat } = job.address as Address;
  const channel = await moderatorsOf({ jobs, frontEnd: FRONT_END, name: `chat:${chat}` });
  if (channel === undefined) return say('report-nowhere');
  const [result] = await jobs.pictures(job.id, 'result');
  const picture = result && (await sendable('reported', result, 'photo'));
  const text = say('report-title', { reporter: from.first_name, owner: job.user.id, command: job.command });
  const shown = {
    text: clipped(text, CAPTION),
    keyboard: buttons(say, job, [['delete', 'block-day']]),
    picture: picture && { ...picture, spoiler: true },
  };
  try {
    await post(api, { chat: Number(channel), thread: 0, replyTo: 0 }, shown);
  } catch (error) {
    if (!(error instanceof GrammyError)) throw error;
    return say('report-nowhere');
  }
  return say('reported');
}
