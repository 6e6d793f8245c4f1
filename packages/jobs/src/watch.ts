import type { Job } from './job.js';
import type { JobFilter } from './jobs.js';
import { Latest } from './latest.js';
import { readJobs, UNFINISHED } from './store/job-row.js';
import type { Store } from './store/store.js';

/** Changes within this time are reported as one; within a longer one where there are very many jobs. */
const TOGETHER_MS = 200;
const POLL_MS = 3000;

/** The conditions of a filter, whose values are the first four. */
export const FILTER = `($1::text is null or front_end = $1) and ($2::text is null or owner = $2)
  and ($3::text[] is null or state = any ($3::text[])) and ($4::text[] is null or delivery = any ($4::text[]))`;

export function filterValues({ frontEnd, user, states, delivery }: JobFilter): unknown[] {
  return [user?.frontEnd ?? frontEnd ?? null, user?.id ?? null, states ?? null, delivery ?? null];
}

/** See `Jobs.watch`. */
export function watch(store: Store, filter: JobFilter, onChange: (job: Job) => void): () => void {
  const seen = new Map<string, string>();
  const touched = new Set<string>();
  const looks = new Latest<true>(TOGETHER_MS, look, store.settings.onTrouble);
  const onSignal = (id: string | undefined) => {
    if (id) touched.add(id);
    looks.give(true);
  };
  const stops = [store.signals.listen('changed', onSignal), store.signals.listen('queued', onSignal)];
  const poll = setInterval(() => looks.give(true), POLL_MS);
  looks.give(true);
  let stopped = false;
  return () => {
    stopped = true;
    clearInterval(poll);
    for (const stop of stops) stop();
    void looks.end();
  };

  async function look(): Promise<void> {
    const ids = [...touched, ...seen.keys()];
    touched.clear();
    const jobs = await readJobs(
      store.database,
      `where ${FILTER} and (state in ${UNFINISHED} or id = any ($5::uuid[]))`,
      [...filterValues(filter), ids],
      store.settings.leaseSeconds,
    );
    for (const job of jobs) if (!stopped) report(job);
  }

  function report(job: Job): void {
    const now = JSON.stringify([job.state, job.place, job.fraction, job.stage, job.preview, job.cancelling]);
    if (seen.get(job.id) === now) return;
    if (job.finishedAt) seen.delete(job.id);
    else seen.set(job.id, now);
    try {
      onChange(job);
    } catch (error) {
      store.settings.onTrouble(error);
    }
  }
}
