import { setTimeout as sleep } from 'node:timers/promises';
import type { Jobs } from '@dualedit/jobs';
import { addressOf } from '../edits/address.js';
import { FRONT_END } from '../guard/front-end.js';
import type { PictureStore } from './picture-store.js';

const HOUR_MS = 3_600_000;
/** A picture that was sent and not edited is kept for a day after its last use. */
const IDLE_MS = 24 * HOUR_MS;
const ALL = 1_000_000;

interface Sweeping {
  jobs: Jobs;
  pictures: PictureStore;
  signal: AbortSignal;
  onTrouble(error: unknown): void;
}

/** Removes, at once and every hour, pictures that are of no edit that is kept. */
export async function keepSweeping({ jobs, pictures, signal, onTrouble }: Sweeping): Promise<void> {
  while (!signal.aborted) {
    try {
      const edits = await jobs.list({ frontEnd: FRONT_END }, ALL);
      const used = new Set(edits.map((job) => `${job.user.id}/${addressOf(job).picture}`));
      await pictures.sweep((user, id) => used.has(`${user}/${id}`), IDLE_MS);
    } catch (error) {
      if (!signal.aborted) onTrouble(error);
    }
    await sleep(HOUR_MS, undefined, { signal, ref: false }).catch(() => {});
  }
}
