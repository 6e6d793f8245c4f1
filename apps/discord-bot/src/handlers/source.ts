import type { FollowUp } from '@dualedit/conversation';
import type { Job } from '@dualedit/jobs';
import type { Message } from 'discord.js';
import type { BotContext } from '../bot-context.js';
import { download, picked } from './wish.js';

/** The request, with the pictures that the job's message shows if those that were stored are deleted. */
export async function withPictures(
  context: BotContext,
  job: Job,
  asked: FollowUp,
  message: Message | null,
): Promise<FollowUp> {
  if (asked.picture instanceof Uint8Array) return asked;
  const role = asked.picture.picture;
  if ((await context.jobs.pictures(job.id, role)).length > 0) return asked;
  const wanted = role === 'input' ? 'before' : 'after';
  const attachments = [...(message?.attachments.values() ?? [])];
  const shown = attachments.find(({ name }) => name.replace(/^SPOILER_/, '').startsWith(wanted));
  // the store says that they are gone
  if (!shown) return asked;
  const { masks: _, ...options } = asked.options ?? {};
  return { ...asked, picture: await download(context, picked(shown)), options };
}
