import { createHash } from 'node:crypto';
import type { Job } from '@dualedit/jobs';
import { GrammyError } from 'grammy';
import type { Address } from './address.js';
import { type Desk, FRONT_END } from './desk.js';
import { progressMessage } from './message.js';
import { post, rewrite } from './post.js';

/** Between two looks at what there is to write about one job or album. */
const EVERY_MS = 3_000;
/** A draft disappears after thirty seconds without a new text. */
const DRAFT_MS = 15_000;
/** How long Telegram shows "sending a photo". */
const ACTION_MS = 5_000;

interface Followed {
  jobs: Map<string, Job>;
  /** Whether something has not been shown yet. */
  changed: boolean;
  writtenAt: number;
  actedAt: number;
  timer?: NodeJS.Timeout;
  writing: Promise<void>;
}

export interface Following {
  /** Writes nothing more about a job or its album, and waits for what is being written. The answer comes after this. */
  settle(job: Job): Promise<void>;
  stop(): Promise<void>;
}

/** What shares one status message: a job, or the jobs of an album. */
const groupOf = ({ id, address }: Job) => (address.album ? `${address.chat} ${address.album}` : id);

/** The number of the draft that shows a job's progress; the same after a restart. */
export const draftOf = (job: Job): number =>
  (createHash('sha256').update(groupOf(job)).digest().readUInt32BE() >>> 1) + 1;

/**
 * Shows how waiting and running jobs go on: in private chats by a draft, which costs no message and has a button to
 * stop; where there are none, by one message that is edited. Progress never waits and never repeats: what a limit
 * forbids is dropped, since the next change brings another, and the end is delivered apart.
 */
export function followJobs(desk: Desk): Following {
  const { jobs, once, pace, log } = desk;
  const followed = new Map<string, Followed>();
  const withoutDrafts = new Set<number>();

  const listed = (one: Followed) => [...one.jobs.values()] as [Job, ...Job[]];

  const draft = async (one: Followed, { chat, thread }: Address) => {
    const topic = thread === 0 ? {} : { message_thread_id: thread };
    const { text } = progressMessage(listed(one));
    await once.sendMessageDraft(chat, draftOf(listed(one)[0]), text, { ...topic, can_stop: true });
  };

  const message = async (one: Followed, address: Address) => {
    const shown = progressMessage(listed(one));
    const known = listed(one).find((job) => (job.address as Address).message > 0);
    const number = (known?.address as Address | undefined)?.message ?? (await post(once, address, shown));
    if (known) await rewrite(once, address.chat, number, shown);
    for (const job of listed(one)) {
      if ((job.address as Address).message === number) continue;
      job.address = { ...job.address, message: number };
      await jobs.setAddress(job.id, job.address);
    }
  };

  const write = async (one: Followed) => {
    const address = listed(one)[0].address as Address;
    const { chat } = address;
    one.changed = false;
    try {
      if (chat > 0 && !withoutDrafts.has(chat) && address.message === 0) await draft(one, address);
      else await message(one, address);
      one.writtenAt = Date.now();
    } catch (error) {
      one.changed = true;
      const refused = error instanceof GrammyError && error.method === 'sendMessageDraft';
      if (refused && (error.error_code === 400 || error.error_code === 404)) withoutDrafts.add(chat);
      log.warn({ err: error, chat }, 'progress could not be written');
    }
  };

  const act = async (one: Followed) => {
    const { chat, as } = listed(one)[0].address as Address;
    const running = listed(one).some(({ state }) => state === 'masks' || state === 'editing');
    if (!running || Date.now() - one.actedAt < ACTION_MS) return;
    one.actedAt = Date.now();
    await once.sendChatAction(chat, as === 'photo' ? 'upload_photo' : 'upload_document').catch(() => {});
  };

  const tick = (group: string, one: Followed) => {
    if (listed(one).every(({ finishedAt }) => finishedAt)) {
      followed.delete(group);
      return;
    }
    const { chat, message: number } = listed(one)[0].address as Address;
    const fading = number === 0 && Date.now() - one.writtenAt > DRAFT_MS;
    const due = (one.changed || fading) && pace.allowsProgress(chat);
    one.writing = Promise.all([due ? write(one) : undefined, act(one)]).then(() => {});
    // never a second one on its way beside the first, or they would arrive together
    void one.writing.then(() => {
      if (followed.get(group) === one) one.timer = setTimeout(() => tick(group, one), EVERY_MS);
    });
  };

  const unfollow = async (group: string) => {
    const one = followed.get(group);
    clearTimeout(one?.timer);
    followed.delete(group);
    await one?.writing;
  };

  const stop = jobs.watch({ frontEnd: FRONT_END }, (job) => {
    const group = groupOf(job);
    const one = followed.get(group);
    if (one) {
      const before = one.jobs.get(job.id);
      // the store's picture of the address may be older than the message that was just sent
      const address = before?.address.message ? before.address : job.address;
      one.jobs.set(job.id, { ...job, address });
      one.changed = true;
    } else if (!job.finishedAt) {
      const jobs = new Map([[job.id, job]]);
      const fresh = { jobs, changed: true, writtenAt: 0, actedAt: 0, writing: Promise.resolve() };
      followed.set(group, fresh);
      tick(group, fresh);
    }
  });
  return {
    settle: (job) => unfollow(groupOf(job)),
    stop: async () => {
      stop();
      await Promise.all([...followed.keys()].map(unfollow));
    },
  };
}
