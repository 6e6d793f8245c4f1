import type { Figures, Job, Jobs } from '@dualedit/jobs';
import type { Say } from './texts.js';

/** What is known of the queue is asked for again after this. */
const FRESH_MS = 3_000;

/** What holds up every waiting edit: a pause, or no machine that edits. */
export class Standing {
  readonly #jobs: Jobs;
  #figures: Promise<Figures> | undefined;
  #askedAt = 0;

  constructor(jobs: Jobs) {
    this.#jobs = jobs;
  }

  /** Lines for the user of a job; none if it does not wait, or the queue moves. */
  async say(say: Say, { state }: Pick<Job, 'state'>): Promise<string[]> {
    if (state !== 'queued') return [];
    if (!this.#figures || Date.now() - this.#askedAt > FRESH_MS) {
      this.#askedAt = Date.now();
      this.#figures = this.#jobs.admin.figures();
    }
    return sayHeldUp(say, await this.#figures);
  }
}

export const sayHeldUp = (say: Say, { paused, workers }: Figures): string[] => [
  ...(paused === undefined ? [] : [say('paused', { reason: paused })]),
  ...(workers.length === 0 ? [say('no-worker')] : []),
];
