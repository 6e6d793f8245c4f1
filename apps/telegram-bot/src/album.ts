import { logFailure, type Say, sayChecks, sayDone, sayUnderstood, textsFor } from '@dualedit/conversation';
import { DeliverLater, type Delivery, type Job, Undeliverable } from '@dualedit/jobs';
import { type Address, placed } from './address.js';
import type { BotContext } from './bot-context.js';
import type { Following } from './follow.js';
import { buttons, clipped, finishedMessage, sayMissing, sayReason, sendable } from './message.js';
import { mediaOf, post, rewrite } from './post.js';

const AGAIN_SECONDS = 3;
/** How long the last picture of an album may be on its way. */
const SETTLE_MS = 2_000;
/** What Telegram takes in one album. */
const MOST = 10;

/** The jobs of an album, the first that was asked for first. */
export async function membersOf({ jobs }: Pick<BotContext, 'jobs'>, job: Job): Promise<Job[]> {
  const { album, chat } = job.address as Address;
  if (!album) return [job];
  const own = await jobs.list({ user: job.user });
  return own
    .filter(({ address }) => address.album === album && address.chat === chat)
    .sort((a, b) => Number(a.address.replyTo) - Number(b.address.replyTo) || +a.createdAt - +b.createdAt);
}

/**
 * Answers an album as an album. Its first job sends the pictures of all when the last is finished; the others wait
 * until they are answered by it, and answer for themselves where they came too late.
 */
export async function deliverAlbum(
  context: BotContext,
  following: Following,
  delivery: Delivery,
): Promise<void> {
  const { jobs } = context;
  const { job } = delivery;
  const members = await membersOf(context, job);
  const [first] = members;
  const answered = (first?.address as Address | undefined)?.answered ?? [];
  if (answered.includes(job.id)) return;
  const late = answered.length > 0 || !first;
  if (!late && first.id !== job.id) {
    if (first.delivery === 'given-up') throw new Undeliverable('The album could not be answered.');
    throw new DeliverLater(AGAIN_SECONDS);
  }
  if (late) {
    if (delivery.marked?.sent) return;
    const sent = await post(context.once, job.address as Address, await finishedMessage(jobs, job));
    await delivery.mark({ sent });
    return;
  }
  const asked = Math.max(...members.map(({ createdAt }) => createdAt.getTime()));
  if (members.some(({ finishedAt }) => !finishedAt) || Date.now() - asked < SETTLE_MS) {
    throw new DeliverLater(AGAIN_SECONDS);
  }
  await following.settle(job);
  await answer(context, delivery, members.slice(0, MOST));
}

async function answer(context: BotContext, delivery: Delivery, members: Job[]): Promise<void> {
  const { jobs } = context;
  const job = await jobs.get(delivery.job.id);
  const address = job.address as Address;
  const messages =
    (delivery.marked?.messages as number[] | undefined) ?? (await sendPictures(context, address, members));
  await delivery.mark({ messages });
  for (const member of members) logFailure(context.log, member);
  if (!delivery.marked?.told) await tell(context, job, members);
  await delivery.mark({ messages, told: true });
  await jobs.setAddress(job.id, { ...address, messages, answered: members.map(({ id }) => id) });
}

/** @returns the messages of the album; none where no picture is to be sent */
async function sendPictures({ jobs, once }: BotContext, address: Address, members: Job[]): Promise<number[]> {
  const results = await Promise.all(members.map(async ({ id }) => (await jobs.pictures(id, 'result'))[0]));
  const pictures = results.filter((picture) => picture !== undefined);
  const sendables = await Promise.all(
    pictures.map((picture, at) => sendable(`edited-${at + 1}`, picture, address.as)),
  );
  const asFiles = sendables.some((picture) => picture!.as === 'file');
  const same = asFiles
    ? await Promise.all(pictures.map((picture, at) => sendable(`edited-${at + 1}`, picture, 'file')))
    : sendables;
  const shown = same.map((picture) => picture && { ...picture, spoiler: address.spoiler });
  const [only] = shown;
  if (!only) return [];
  if (shown.length === 1)
    return [await post(once, address, { text: '', keyboard: undefined, picture: only })];
  const media = shown.map((picture) => mediaOf(picture!));
  // documents and photos are never mixed above, which the type cannot know
  const sent = await once.sendMediaGroup(address.chat, media as Parameters<typeof once.sendMediaGroup>[1], {
    ...placed(address),
  });
  return sent.map(({ message_id: id }) => id);
}

/** Albums take no buttons: the status message, or a new one, says what was done and carries them. */
async function tell({ once }: BotContext, job: Job, members: Job[]): Promise<void> {
  const address = job.address as Address;
  const say = textsFor(address.locale);
  const done = members.filter(({ state }) => state === 'done');
  const lines = [
    sayUnderstood(say, job.edits),
    say('album-progress', { done: done.length, all: members.length }),
    ...sayMembers(say, members),
    ...done.slice(0, 1).map((member) => sayDone(say, member)),
  ];
  const rows =
    done.length > 0
      ? [['stronger', 'softer', 'retry'] as const, ['file', 'delete'] as const]
      : [['retry', 'delete'] as const];
  const shown = { text: clipped(lines.join('\n')), keyboard: buttons(say, job, rows), picture: undefined };
  if (address.message > 0 && (await rewrite(once, address.chat, address.message, shown))) return;
  await post(once, address, shown);
}

/** What is to be said of single pictures; once where it is the same of all. */
function sayMembers(say: Say, members: readonly Job[]): string[] {
  const told = members.map((job) => sayMember(say, job));
  const [first] = told;
  if (first !== '' && told.every((one) => one === first)) return [first!];
  return told.flatMap((reason, at) => (reason === '' ? [] : [say('album-line', { place: at + 1, reason })]));
}

function sayMember(say: Say, job: Job): string {
  if (job.state !== 'done') return sayReason(say, job);
  return [sayMissing(say, job) ?? '', ...sayChecks(say, job)].filter((text) => text !== '').join(' ');
}
