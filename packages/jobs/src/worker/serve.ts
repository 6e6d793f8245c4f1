import type { Editor, EditResult } from '@dualedit/core';
import { DualeditError, type NoteKind, type Progress } from '@dualedit/foundation';
import { insist } from '../insist.js';
import type { JobResult } from '../job.js';
import { Latest } from '../latest.js';
import {
  beat,
  type Claimed,
  endJob,
  endTry,
  releaseJob,
  reportPictures,
  reportProgress,
} from '../store/run.js';
import type { Store } from '../store/store.js';
import type { Previews } from './preview.js';
import { judge } from './retryable.js';
import { runEdit } from './run-edit.js';

const PROGRESS_MS = 300;
const PREVIEW_MS = 1500;

/** Why work at a job was stopped from outside. */
type Stopped = 'cancel' | 'lost' | 'release';

export interface ServeOptions {
  editor: Editor;
  worker: string;
  /** Gives the job back when aborted. */
  release: AbortSignal;
}

/** Runs one claimed job to its end, whatever that is, and has the end stored before it resolves. */
export async function serve(store: Store, job: Claimed, options: ServeOptions): Promise<void> {
  const abort = new AbortController();
  const stop = (why: Stopped) => abort.abort(why);
  const release = () => stop('release');
  options.release.addEventListener('abort', release, { once: true });
  if (options.release.aborted) release();
  const silence = store.signals.listen('cancel', (id) => {
    if (id === undefined || id === job.id) void check();
  });
  const beats = setInterval(() => void check(), (store.settings.leaseSeconds * 1000) / 4);
  const reports = reporter(store, job);
  try {
    const { result, notes, pictures } = await runEdit(store, job, {
      editor: options.editor,
      signal: abort.signal,
      onProgress: reports.report,
      onMasks: (masks) =>
        insist(() => reportPictures(store, job, masks), {
          signal: abort.signal,
          onAway: store.settings.onTrouble,
        }),
    });
    await reports.end();
    await stored(() => endJob(store, job, { state: 'done', result: toStore(result, notes) }, pictures));
  } catch (error) {
    await reports.end();
    await stored(() =>
      endBadly(store, job, options, { error, why: abort.signal.reason as Stopped | undefined }),
    );
  } finally {
    clearInterval(beats);
    silence();
    options.release.removeEventListener('abort', release);
  }

  async function check(): Promise<void> {
    try {
      const verdict = await beat(store, job);
      if (verdict !== 'go on') stop(verdict);
    } catch (error) {
      // The database is away; the lease is renewed when it is back, before anyone may take the job.
      store.settings.onTrouble(error);
    }
  }

  /** However long the database is away: the work is done, and only this process has it. Unless that is to end. */
  function stored(end: () => Promise<void>): Promise<void> {
    return insist(end, { signal: options.release, onAway: store.settings.onTrouble });
  }
}

/** What is stored of a result beside its pictures. */
function toStore(result: EditResult, notes: NoteKind[]): JobResult {
  const { prompts, metrics, timings, config, checks, retried, unnamed, variants, chosen, details } = result;
  return {
    prompts,
    metrics,
    timings,
    config,
    checks,
    ...(retried !== undefined && { retried }),
    unnamed: unnamed.map(({ name }) => name),
    notes,
    ...(variants && { variants: variants.map(({ picture: _, ...how }) => how) }),
    ...(chosen !== undefined && { chosen }),
    ...(details && { attention: details.attention.map((map) => ({ ...map, data: [...map.data] })) }),
  };
}

/** Stores the end of a job that did not come out: stopped for a reason, or with an error. */
async function endBadly(
  store: Store,
  job: Claimed,
  options: ServeOptions,
  { error, why }: { error: unknown; why: Stopped | undefined },
): Promise<void> {
  if (why === 'lost') return;
  if (why === 'cancel') return endJob(store, job, { state: 'cancelled' });
  if (why === 'release') return releaseJob(store, job);
  // No fault of the job: it waits for the database, and for this worker or another.
  if (DualeditError.is(error) && error.code === 'database-away') return releaseJob(store, job);
  const judged = judge(error);
  if (judged.again) return endTry(store, job, { worker: options.worker, error: judged.error });
  return endJob(store, job, { state: 'failed', error: judged.error });
}

/** Stores the latest progress and preview, as often as someone can look at them. */
function reporter(store: Store, job: Claimed) {
  const progress = new Latest<Progress>(
    PROGRESS_MS,
    (latest) => reportProgress(store, job, latest),
    store.settings.onTrouble,
  );
  const preview = new Latest<{ latest: Progress; previews: Previews }>(
    PREVIEW_MS,
    async ({ latest, previews }) => reportPictures(store, job, [await previews.of(latest)]),
    store.settings.onTrouble,
  );
  return {
    report(latest: Progress, previews: Previews): void {
      progress.give(latest);
      if (latest.preview) preview.give({ latest, previews });
    },
    async end(): Promise<void> {
      await Promise.all([progress.end(), preview.end()]);
    },
  };
}
