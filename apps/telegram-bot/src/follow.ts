import { createHash } from 'node:crypto';
import type { Job } from '@dualedit/jobs';
import { GrammyError } from 'grammy';
import type { Address } from './address.js';
import { type BotContext, FRONT_END } from './bot-context.js';
import { NotNow } from './pace.js';
import { writeAction, writeDraft, writeMessage } from './progress.js';

/** Between two things that are shown about one job or album, and before what had no room is tried again. */
const EVERY_MS = 3_000;
const SOON_MS = 1_000;
/** A draft disappears after thirty seconds without a new text. */
const DRAFT_MS = 15_000;
/** How long Telegram shows "sending a photo". */
const ACTION_MS = 5_000;
/** For so long after its end, what is still reported of a job is older than its end. */
const SETTLED_MS = 60_000;

interface Followed {
  /** The newest of each job, which takes the place of what has not been shown. */
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

const listed = (one: Followed) => [...one.jobs.values()] as [Job, ...Job[]];

/** One thing at a time, in turns: what is said, and that a picture is on its way. */
function next(one: Followed): 'text' | 'action' | 'nothing' {
  const now = Date.now();
  const [first] = listed(one);
  const fading = (first.address as Address).message === 0 && now - one.writtenAt > DRAFT_MS;
  const text = one.changed || fading;
  const running = listed(one).some(({ state }) => state === 'masks' || state === 'editing');
  const action = running && now - one.actedAt >= ACTION_MS;
  if (action && (one.writtenAt > one.actedAt || !text)) return 'action';
  return text ? 'text' : 'nothing';
}

/**
 * Shows how waiting and running jobs go on: in private chats by a draft, which costs no message and has a button to
 * stop; where there are none, by one message that is edited. Progress never waits and never repeats: what the schedule
 * has no room for is dropped, since the next look shows what is newest then, and the end is delivered apart.
 */
export function followJobs(context: BotContext): Following {
  return new Follower(context);
}

class Follower implements Following {
  private readonly context: BotContext;
  private readonly followed = new Map<string, Followed>();
  private readonly settled = new Set<string>();
  private readonly withoutDrafts = new Set<number>();
  private readonly unwatch: () => void;

  constructor(context: BotContext) {
    this.context = context;
    this.unwatch = context.jobs.watch({ frontEnd: FRONT_END }, (job) => this.hear(job));
  }

  async settle(job: Job): Promise<void> {
    const group = groupOf(job);
    this.settled.add(group);
    setTimeout(() => this.settled.delete(group), SETTLED_MS).unref();
    await this.unfollow(group);
  }

  async stop(): Promise<void> {
    this.unwatch();
    await Promise.all([...this.followed.keys()].map((group) => this.unfollow(group)));
  }

  private hear(job: Job): void {
    const group = groupOf(job);
    const one = this.followed.get(group);
    if (one) {
      const before = one.jobs.get(job.id);
      // The store's picture of the address may be older than the message that was just sent.
      const address = before?.address.message ? before.address : job.address;
      one.jobs.set(job.id, { ...job, address });
      one.changed = true;
    } else if (!job.finishedAt && !this.settled.has(group)) {
      const jobs = new Map([[job.id, job]]);
      const fresh = { jobs, changed: true, writtenAt: 0, actedAt: 0, writing: Promise.resolve() };
      this.followed.set(group, fresh);
      this.tick(group, fresh);
    }
  }

  private tick(group: string, one: Followed): void {
    if (listed(one).every(({ finishedAt }) => finishedAt)) {
      this.followed.delete(group);
      return;
    }
    const may = this.context.pace.allowsProgress((listed(one)[0].address as Address).chat);
    const what = may ? next(one) : 'nothing';
    one.writing = what === 'text' ? this.write(one) : what === 'action' ? this.act(one) : Promise.resolve();
    // Never a second one on its way beside the first, or they would arrive together.
    void one.writing.then(() => {
      const every = may ? EVERY_MS : SOON_MS;
      if (this.followed.get(group) === one) one.timer = setTimeout(() => this.tick(group, one), every);
    });
  }

  private async write(one: Followed): Promise<void> {
    const address = listed(one)[0].address as Address;
    one.changed = false;
    try {
      const drafted = address.chat > 0 && !this.withoutDrafts.has(address.chat) && address.message === 0;
      await (drafted ? writeDraft : writeMessage)(this.context, listed(one), draftOf(listed(one)[0]));
      one.writtenAt = Date.now();
    } catch (error) {
      one.changed = true;
      if (error instanceof NotNow) return;
      const refused = error instanceof GrammyError && error.method === 'sendMessageDraft';
      if (refused && (error.error_code === 400 || error.error_code === 404)) {
        this.withoutDrafts.add(address.chat);
      }
      this.context.log.warn({ err: error, chat: address.chat }, 'progress could not be written');
    }
  }

  private async act(one: Followed): Promise<void> {
    one.actedAt = Date.now();
    // Dropped silently if there is no time for it.
    await writeAction(this.context, listed(one)).catch(() => {});
  }

  private async unfollow(group: string): Promise<void> {
    const one = this.followed.get(group);
    clearTimeout(one?.timer);
    this.followed.delete(group);
    await one?.writing;
  }
}
