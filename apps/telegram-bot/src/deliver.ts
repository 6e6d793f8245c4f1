import { logFailure, withoutMissing } from '@dualedit/conversation';
import { type Deliveries, DeliverLater, type Delivery, type Job, Undeliverable } from '@dualedit/jobs';
import { GrammyError, HttpError } from 'grammy';
import type { Address } from './address.js';
import { deliverAlbum } from './album.js';
import { type BotContext, FRONT_END } from './bot-context.js';
import { sendElsewhere } from './elsewhere.js';
import type { Following } from './follow.js';
import { followMigration } from './group.js';
import { finishedMessage, type Shown } from './message.js';
import { isForbidden, post, rewrite } from './post.js';

const CONCURRENCY = 4;
const PATIENCE_SECONDS = 2;
/** How long an answer waits for an earlier one that cannot be sent. */
const ORDER_MS = 30_000;
/** The most that an album's answer is: its pictures, and what is said about them. */
const ALBUM_MESSAGES = 11;
const AGAIN_SECONDS = 5;

/**
 * Answers with every finished job, once: its status message becomes the answer, or the answer is sent anew where
 * there is none. What was sent is marked before it is acknowledged, so that a restart sends nothing twice.
 */
export function deliverJobs(context: BotContext, following: Following): Deliveries {
  return context.jobs.deliver(
    FRONT_END,
    async (delivery) => {
      const { job } = delivery;
      const address = job.address as Address;
      if (await withoutMissing(context, job)) {
        await context.jobs.setAddress(job.id, { ...address, album: '' });
        return;
      }
      if (!address.album && (await isOvertaking(context, job))) throw new DeliverLater(1);
      // a chat that must wait for long does not hold up others
      const wait = context.pace.waitSeconds(address.chat, address.album ? ALBUM_MESSAGES : 1);
      if (wait > PATIENCE_SECONDS) throw new DeliverLater(Math.ceil(wait));
      try {
        if (address.album) await deliverAlbum(context, following, delivery);
        else await deliverOne(context, following, delivery);
      } catch (error) {
        const moved = error instanceof GrammyError ? error.parameters.migrate_to_chat_id : undefined;
        if (moved !== undefined) await followMigration(context, address.chat, moved);
        throw laterOrNever(error);
      }
    },
    { concurrency: CONCURRENCY },
  );
}

/** Whether an earlier answer to the same chat is about to be sent. One that has been for long is not waited for. */
async function isOvertaking({ jobs }: BotContext, { user, address, finishedAt }: Job): Promise<boolean> {
  const open = await jobs.list({ user, delivery: ['waiting', 'delivering'] });
  const since = Date.now() - ORDER_MS;
  return open.some(
    (one) =>
      one.address.chat === address.chat &&
      !one.address.album &&
      one.finishedAt!.getTime() > since &&
      one.finishedAt! < finishedAt!,
  );
}

async function deliverOne(context: BotContext, following: Following, delivery: Delivery): Promise<void> {
  const { jobs, log } = context;
  await following.settle(delivery.job);
  if (delivery.marked?.sent) return;
  // what was written until now may have made the status message
  const job = await jobs.get(delivery.job.id);
  const address = job.address as Address;
  logFailure(log, job);
  const shown = await finishedMessage(jobs, job, job.options.variants !== undefined);
  const sent = await send(context, job, shown);
  if (sent === address.message) return;
  await delivery.mark({ sent });
  await jobs.setAddress(job.id, { ...address, message: sent });
}

/** Writes over the status message, or sends a new one; elsewhere if the chat takes no pictures. @returns the message */
async function send(context: BotContext, job: Job, shown: Shown): Promise<number> {
  const { once } = context;
  const address = job.address as Address;
  try {
    if (address.message > 0 && (await rewrite(once, address.chat, address.message, shown)))
      return address.message;
    return await post(once, address, shown);
  } catch (error) {
    if (!isForbidden(error) || !shown.picture) throw error;
    return sendElsewhere(context, job, shown);
  }
}

/** What a refusal of Telegram means for a delivery. */
function laterOrNever(error: unknown): unknown {
  if (error instanceof HttpError) return new DeliverLater(AGAIN_SECONDS, { cause: error });
  if (!(error instanceof GrammyError)) return error;
  const { error_code: code, parameters } = error;
  if (code === 429) return new DeliverLater(parameters.retry_after ?? AGAIN_SECONDS, { cause: error });
  if (parameters.migrate_to_chat_id !== undefined) return new DeliverLater(1, { cause: error });
  if (code >= 500) return new DeliverLater(AGAIN_SECONDS, { cause: error });
  const closed = code === 403 || /chat not found|not enough rights/.test(error.description);
  return closed ? new Undeliverable('The chat is closed to the bot.', { cause: error }) : error;
}
