import { logFailure, withoutMissing } from '@dualedit/conversation';
import { type Deliveries, DeliverLater, type Delivery, Undeliverable } from '@dualedit/jobs';
import { HTTPError } from 'discord.js';
import type { Address } from './address.js';
import { type BotContext, FRONT_END } from './bot-context.js';
import type { Following } from './follow.js';
import { finishedMessage } from './message.js';
import { editByToken, postByBot } from './post.js';

const CONCURRENCY = 3;
const AGAIN_SECONDS = 15;

/**
 * Answers with every finished job, once. Its status message becomes the answer, by the interaction's token while that
 * works; later the bot posts in the channel, else to the user directly; where no way is open, the job waits for
 * `/queue`.
 */
export function deliverJobs(context: BotContext, following: Following): Deliveries {
  return context.jobs.deliver(
    FRONT_END,
    async (delivery) => {
      const { job, key } = delivery;
      await following.settle(job.id);
      if (await withoutMissing(context, job)) return;
      logFailure(context.log, job);
      const shown = await finishedMessage(context.jobs, job);
      const address = job.address as Address;
      try {
        if (await editByToken(context.rest, context.client.application.id, address, shown)) return;
        if (await postOnce(context, delivery, address, shown, key)) return;
      } catch (error) {
        // discord.js has waited and asked again by itself before it gives up with one of these
        if (error instanceof HTTPError && error.status >= 500)
          throw new DeliverLater(AGAIN_SECONDS, { cause: error });
        throw error;
      }
      throw new Undeliverable('No way to the user is open.');
    },
    { concurrency: CONCURRENCY },
  );
}

async function postOnce(
  { rest }: BotContext,
  delivery: Delivery,
  address: Address,
  shown: Parameters<typeof postByBot>[2],
  key: string,
): Promise<boolean> {
  if (delivery.marked?.posted) return true;
  const posted = await postByBot(rest, address, shown, key);
  if (posted) await delivery.mark({ posted: true });
  return posted;
}
