import { setTimeout as sleep } from 'node:timers/promises';
import { DualeditError } from '@dualedit/foundation';

/** The store has waited for its database by itself before it says that it is away. */
const AGAIN_MS = 1_000;

/** Whether something failed because the database does not answer, so that the same later may well succeed. */
export const isDatabaseAway = (error: unknown): boolean =>
  DualeditError.is(error) && error.code === 'database-away';

/**
 * Does something that must not be lost, again until the database is back.
 * @param onAway called once if it is away
 * @throws what fails otherwise, and DualeditError `database-away` if the signal aborts meanwhile
 */
export async function outlast<T>(
  signal: AbortSignal,
  work: () => Promise<T>,
  onAway: () => void = () => {},
): Promise<T> {
  for (let isAway = false; ; isAway = true) {
    try {
      return await work();
    } catch (error) {
      if (!isDatabaseAway(error) || signal.aborted) throw error;
      if (!isAway) onAway();
      await sleep(AGAIN_MS, undefined, { signal }).catch(() => {});
    }
  }
}
