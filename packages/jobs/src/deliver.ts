import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { aborted } from '@dualedit/foundation';
import { type Deliver, type Deliveries, DeliverLater, Undeliverable } from './delivery.js';
import { deliveriesTo } from './engine/engine.js';
import { insist } from './insist.js';
import {
  acknowledge,
  beatDelivery,
  claimDelivery,
  deliverLater,
  failDelivery,
  giveUpDelivery,
  type Held,
  markDelivery,
} from './store/hand-over.js';
import { readJob } from './store/job-row.js';
import type { Store } from './store/store.js';

/** How long running deliveries may finish when they are told to stop. */
const GRACE_MS = 10_000;

/** Wake-ups may be lost, and deliveries that wait for their time make none. */
const POLL_MS = 1000;

/** See `Jobs.deliver`. */
export function startDeliveries(
  store: Store,
  frontEnd: string,
  deliver: Deliver,
  concurrency: number,
): Deliveries {
  const stopping = new AbortController();
  const impatient = new AbortController();
  const { signal } = stopping;
  const lanes = Array.from({ length: concurrency }, () => lane());
  return {
    async stop() {
      stopping.abort();
      const timer = setTimeout(() => impatient.abort(aborted()), GRACE_MS);
      await Promise.all(lanes);
      clearTimeout(timer);
    },
  };

  async function lane(): Promise<void> {
    while (!signal.aborted) {
      try {
        await store.engine.ensure(deliveriesTo(frontEnd));
        const held = await claimDelivery(store, frontEnd, randomUUID());
        if (!held) await store.signals.next('finished', POLL_MS, signal);
        else if (signal.aborted) await deliverLater(store, held, 0);
        else await handOver(store, held, deliver, impatient.signal);
      } catch (error) {
        store.settings.onTrouble(error);
        await sleep(POLL_MS);
      }
    }
  }
}

/** Calls the handler under a lease that is kept alive, and stores what came of it. */
async function handOver(store: Store, held: Held, deliver: Deliver, ending: AbortSignal): Promise<void> {
  const lost = new AbortController();
  const beats = setInterval(
    () =>
      void beatDelivery(store, held)
        .then((still) => still || lost.abort(aborted()))
        .catch(store.settings.onTrouble),
    (store.settings.leaseSeconds * 1000) / 4,
  );
  let marked = held.note ?? undefined;
  const onAway = store.settings.onTrouble;
  const signal = AbortSignal.any([lost.signal, ending]);
  try {
    await deliver({
      job: await readJob(store.database, held.id, store.settings.leaseSeconds),
      key: held.id,
      attempt: held.attempt,
      get marked() {
        return marked;
      },
      async mark(note) {
        // It says what was sent: forgotten, it is sent again.
        await insist(() => markDelivery(store, held, note), { signal, onAway });
        marked = note;
      },
      signal,
    });
    // The answer is out: as long as this process lives, so does the acknowledgement, and the lease with it.
    await insist(() => acknowledge(store, held), { signal: ending, onAway });
  } catch (error) {
    if (ending.aborted) await deliverLater(store, held, 0);
    else await endBadly(store, held, error);
  } finally {
    clearInterval(beats);
  }
}

async function endBadly(store: Store, held: Held, error: unknown): Promise<void> {
  if (error instanceof DeliverLater) return deliverLater(store, held, error.seconds);
  if (error instanceof Undeliverable) return giveUpDelivery(store, held);
  store.settings.onTrouble(error);
  await failDelivery(store, held);
}
