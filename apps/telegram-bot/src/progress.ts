import type { Job } from '@dualedit/jobs';
import { type Address, topicOf } from './address.js';
import type { BotContext } from './bot-context.js';
import { progressMessage } from './message.js';
import { post, rewrite } from './post.js';

type JobsOfOne = readonly [Job, ...Job[]];

/** Shows the progress of one job, or of an album's, as a draft. */
export async function writeDraft(context: BotContext, jobs: JobsOfOne, draft: number): Promise<void> {
  const address = jobs[0].address as Address;
  const more = { ...topicOf(address), can_stop: true };
  const { text } = await progressMessage(context.standing, jobs);
  await context.passing.sendMessageDraft(address.chat, draft, text, more);
}

/** Shows that a picture is on its way. */
export async function writeAction({ passing }: BotContext, jobs: JobsOfOne): Promise<void> {
  const address = jobs[0].address as Address;
  const action = address.as === 'photo' ? 'upload_photo' : 'upload_document';
  await passing.sendChatAction(address.chat, action, topicOf(address));
}

/** Shows it by a message, which is written over from then on. Tells the jobs which one it is. */
export async function writeMessage(context: BotContext, jobs: JobsOfOne): Promise<void> {
  const { passing, jobs: store } = context;
  const address = jobs[0].address as Address;
  const shown = await progressMessage(context.standing, jobs);
  const known = jobs.find((job) => (job.address as Address).message > 0);
  const number = (known?.address as Address | undefined)?.message ?? (await post(passing, address, shown));
  if (known) await rewrite(passing, address.chat, number, shown);
  for (const job of jobs) {
    if ((job.address as Address).message === number) continue;
    job.address = { ...job.address, message: number };
    await store.setAddress(job.id, job.address);
  }
}
