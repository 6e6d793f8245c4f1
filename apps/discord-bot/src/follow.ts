import { fitted } from '@dualedit/conversation';
import type { Job } from '@dualedit/jobs';
import type { Address } from './address.js';
import { type BotContext, FRONT_END } from './bot-context.js';
import { progressMessage } from './message.js';
import { editByToken } from './post.js';

/** Between two edits of one status message. */
const EVERY_MS = 3_000;

interface Followed {
  /** What has not been shown yet. */
  job: Job | undefined;
  preview: number;
  timer?: NodeJS.Timeout;
  writing: Promise<void>;
}

export interface Following {
  /** Writes nothing more about a job, and waits for what is being written. The final message comes after this. */
  settle(id: string): Promise<void>;
  stop(): void;
}

/**
 * Keeps the status messages of waiting and running jobs up to date, at most one edit a message every three seconds.
 * Edits that Discord refuses are dropped: the next change brings another, and the end is delivered apart.
 */
export function followJobs({ jobs, rest, client, log, standing }: BotContext): Following {
  const followed = new Map<string, Followed>();

  const write = async (one: Followed, job: Job) => {
    const address = job.address as Address;
    try {
      const [preview] = job.preview > one.preview ? await jobs.pictures(job.id, 'preview') : [];
      // a preview would show what is to be hidden
      const isShown = preview && !address.spoiler;
      const picture = isShown ? await fitted('preview', preview.bytes, address.limit) : undefined;
      const shown = await progressMessage(standing, job, picture);
      await editByToken(rest, client.application.id, address, shown);
      one.preview = job.preview;
    } catch (error) {
      log.warn({ err: error, job: job.id }, 'a status message could not be written');
    }
  };

  const tick = (id: string, one: Followed) => {
    const job = one.job;
    if (!job) {
      followed.delete(id);
      return;
    }
    one.job = undefined;
    one.writing = write(one, job);
    one.timer = setTimeout(() => tick(id, one), EVERY_MS);
  };

  const settle = async (id: string) => {
    const one = followed.get(id);
    if (!one) return;
    clearTimeout(one.timer);
    followed.delete(id);
    await one.writing;
  };

  const stop = jobs.watch({ frontEnd: FRONT_END }, (job) => {
    if (!['queued', 'masks', 'editing'].includes(job.state)) return;
    const one = followed.get(job.id);
    if (one) {
      one.job = job;
      return;
    }
    const fresh: Followed = { job, preview: 0, writing: Promise.resolve() };
    followed.set(job.id, fresh);
    tick(job.id, fresh);
  });
  return {
    settle,
    stop: () => {
      stop();
      for (const { timer } of followed.values()) clearTimeout(timer);
    },
  };
}
