import { setTimeout as sleep } from 'node:timers/promises';
import { DualeditError } from '@dualedit/foundation';

const PAUSE_MS = 1000;

/** See `Jobs.insist`. `onAway` is called with each error that is waited out. */
export async function insist<T>(
  work: () => Promise<T>,
  { signal, onAway }: { signal?: AbortSignal; onAway: (error: unknown) => void },
): Promise<T> {
  while (true) {
    try {
      return await work();
    } catch (error) {
      const away = DualeditError.is(error) && error.code === 'database-away';
      if (!away || signal?.aborted) throw error;
      onAway(error);
      await sleep(PAUSE_MS, undefined, signal && { signal }).catch(() => {});
    }
  }
}
