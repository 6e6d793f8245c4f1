import { logFailure, withoutMissing } from '@dualedit/conversation';
import { type Deliveries, DeliverLater, type Delivery, Undeliverable } from '@dualedit/jobs';
import { HTTPError } from 'discord.js';
import type { Address } from './address.js';
import { type Desk, FRONT_END } from './desk.js';
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
export function deliverJobs(desk: Desk, following: Following): Deliveries {
  return desk.jobs.deliver(
    FRONT_END,
    async (delivery) => {
      const { job, key } = delivery;
      await following.settle(job.id);
      if (await withoutMissing(desk, job)) return;
      logFailure(desk.log, job);
      const shown = await finishedMessage(desk.jobs, job);
      const address = job.address as Address;
      try {
        if (await editByToken(desk.rest, desk.client.application.id, address, shown)) return;
        if (await postOnce(desk, delivery, address, shown, key)) return;
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
  { rest }: Desk,
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
