import type { Deliver, Deliveries } from './delivery.js';
import type {
  DeliveryState,
  Job,
  JobRequest,
  JobState,
  Json,
  JsonObject,
  PictureRole,
  StoredPicture,
  User,
} from './job.js';
import type { Limits } from './limits.js';
import type { Moderation } from './moderation.js';
import type { Quotas } from './quotas.js';
import type { StartWorker } from './worker/worker.js';

/** Which jobs: all conditions that are given must hold. */
export interface JobFilter {
  frontEnd?: string;
  user?: User;
  states?: JobState[];
  delivery?: DeliveryState[];
}

/**
 * The store of durable edit jobs. Every promise rejects with a `DualeditError`; `database-away` when the
 * database did not come back within `patienceSeconds`. Nothing that resolved is ever lost.
 */
export interface Jobs {
  /** What requests are held to in this process. */
  readonly limits: Limits;
  /** How long finished jobs and their pictures are kept. */
  readonly retention: Retention;

  /**
   * Stores a request. When this resolves, the job survives anything but the loss of the database.
   * @returns the job, and whether it is an earlier one with the same `key`
   * @throws DualeditError `user-blocked`, `user-not-allowed`, `chat-not-allowed`, `words-banned`, `limit-in-flight`,
   * `limit-cooldown`, `limit-per-hour`, `limit-per-day`, `limit-place`, `queue-full`, `picture-too-heavy`, `picture-too-large`, `picture-unreadable`, `mask-size`, `mask-empty`,
   * `masks-count`, `no-edits`, `job-unknown` (a reference to a job that is not this user's), `picture-gone`
   */
  enqueue(request: JobRequest): Promise<{ job: Job; repeated: boolean }>;

  /** @throws DualeditError `job-unknown` */
  get(id: string): Promise<Job>;

  /**
   * Newest first, at most `limit` (100).
   * @param before the last job of the page before; the list begins behind it
   */
  list(filter: JobFilter, limit?: number, before?: string): Promise<Job[]>;

  /**
   * Cancels a queued job at once and a running one within one model call; a finished one stays what it is.
   * The job is then delivered as cancelled. `by` must own it when given.
   * @throws DualeditError `job-unknown`, also for a job that is not `by`'s
   */
  cancel(id: string, by?: User): Promise<Job>;

  /** Replaces where to answer, such as by the message that shows the job's progress from now on. */
  setAddress(id: string, address: JsonObject): Promise<void>;

  /** The job's pictures of that role, masks in the order of the edits; none where they are not (or no longer) there. */
  pictures(id: string, role: PictureRole): Promise<StoredPicture[]>;

  /**
   * Calls `onChange` with each unfinished job of the filter at once, then whenever its state, place, fraction,
   * stage or preview changes, and a last time when it is finished; whichever process is at it. Changes in quick
   * succession are reported as one. What must not be missed comes by {@link Jobs.deliver}.
   * @returns how to stop
   */
  watch(filter: JobFilter, onChange: (job: Job) => void): () => void;

  /**
   * Hands every finished job of `frontEnd` (done, failed or cancelled) to `deliver`, one at a time unless
   * `concurrency` says more, also those that finished while no front end was there. Resolving acknowledges;
   * see {@link Deliver} for the rest. Several processes may deliver for one front end.
   */
  deliver(frontEnd: string, deliver: Deliver, options?: { concurrency?: number }): Deliveries;

  /**
   * Makes one of a done job's variants its result.
   * @throws DualeditError `job-unknown`, `variant-unknown`, `picture-gone`
   */
  pick(id: string, variant: number): Promise<Job>;

  /**
   * Says that a job whose delivery was given up has reached its user in another way, such as when they asked for it.
   * Its pictures' time starts anew.
   */
  handedOver(id: string): Promise<void>;

  /** Runs jobs in this process, one at a time, by an editor that stays loaded. */
  readonly startWorker: StartWorker;

  readonly users: Users;
  readonly notes: Notes;
  readonly quotas: Quotas;
  readonly moderation: Moderation;
  readonly admin: Admin;

  /**
   * Runs `work`, and runs it again for as long as it fails with `database-away`: for what must not be lost, such as an
   * update that its platform forgets once it is confirmed. `work` must do no harm when repeated, as `enqueue` with a
   * key and `notes.write` do not. Every attempt waits `patienceSeconds` itself.
   * @param options.signal no further attempt after it is aborted: the error is thrown instead
   * @param options.onAway called with each error that is waited out
   * @example
   * await jobs.insist(() => jobs.enqueue(requestOf(update)), { signal });
   * confirm(update);
   */
  insist<T>(
    work: () => Promise<T>,
    options?: { signal?: AbortSignal; onAway?: (error: unknown) => void },
  ): Promise<T>;

  /** Whether the database answers now, within seconds and without patience: for health checks. Never rejects. */
  answers(): Promise<boolean>;

  /** Stops workers (their jobs go back to the queue), deliveries and watches of this process, and disconnects. */
  close(): Promise<void>;
}

/** Times after which things are deleted. */
export interface Retention {
  /** From a job's delivery to the deletion of its pictures. */
  keepPicturesHours: number;
  /** From a job's end to the deletion of the rest. */
  keepJobsDays: number;
}

/** What is kept about somebody. */
export interface UserData {
  user: User;
  jobs: Job[];
  pictures: { job: string; role: PictureRole; index: number; bytes: number }[];
  rules: AccessRule[];
  notes: { name: string; value: Json; until: Date | null }[];
}

/** Small things that a front end remembers of a user across restarts, such as settings; shown and deleted by {@link Users}. */
export interface Notes {
  /** Undefined where there is none, or its time is over. */
  read(user: User, name: string): Promise<Json | undefined>;
  /** Replaces the note of that name; kept for `hours` where given. */
  write(user: User, name: string, value: Json, options?: { hours?: number }): Promise<void>;
}

export interface Users {
  /** Everything that is stored about a user, the pictures by their sizes. */
  show(user: User): Promise<UserData>;
  /**
   * Cancels the user's unfinished jobs and deletes every job, picture and note of theirs; none of them is delivered
   * any more. The bytes leave the disk: those of pictures at once, the rest within seconds, on a server also from its
   * log if this user may erase that (see the README). Access rules stay; that there were requests is forgotten within
   * a day.
   * @returns how many jobs and notes there were
   */
  delete(user: User): Promise<{ jobs: number; notes: number }>;
  /** Deletes one finished job with its pictures, from the disk as well. @throws DualeditError `job-unknown`, `job-unfinished` */
  deleteJob(id: string, by?: User): Promise<void>;
}

/** A user or group that may, or may not, ask for edits. A `block` outweighs every `allow`. */
export interface AccessRule {
  frontEnd: string;
  /** A user's id, or a group as requests name it, such as `guild:1`. */
  subject: string;
  rule: 'allow' | 'block';
  /** The reason, which whoever is blocked reads. */
  note: string;
  since: Date;
  /** The place whose administrators set it, such as `guild:1`; empty for the operator. */
  place?: string;
  /** When it ends by itself. */
  until?: Date;
}

export interface WorkerFigures {
  id: string;
  host: string;
  pid: number;
  device: string;
  startedAt: Date;
  seenAt: Date;
  /** The job that it is running. */
  job?: string;
  draining: boolean;
}

export interface Figures {
  /** Why workers take no new jobs, when they do not. */
  paused?: string;
  /** Jobs by state, of those still stored. */
  jobs: Record<JobState, number>;
  oldestQueuedSeconds: number;
  /** Finished jobs that no front end has acknowledged, by front end. */
  undelivered: Record<string, number>;
  /** Deliveries that were given up, by front end. */
  undeliverable: Record<string, number>;
  /** Of the last 24 hours. */
  day: {
    done: number;
    failed: number;
    cancelled: number;
    users: number;
    /** Failures by their code. */
    errors: Record<string, number>;
    /** Medians, in seconds: from enqueue to start, from start to finish. */
    waitSeconds: number;
    runSeconds: number;
    /** Of done jobs by stage: how many went through it, and their seconds together. */
    stages: Record<string, { count: number; seconds: number }>;
  };
  pictures: { count: number; bytes: number };
  /** Those seen within the lease. */
  workers: WorkerFigures[];
}

export interface Admin {
  figures(): Promise<Figures>;
  /** Workers everywhere finish what they run and take nothing new. Requests are still accepted. */
  pause(reason: string): Promise<void>;
  resume(): Promise<void>;
  /** Sets or replaces the rule of a user or group. */
  setRule(rule: Omit<AccessRule, 'since'>): Promise<void>;
  removeRule(frontEnd: string, subject: string): Promise<void>;
  rules(frontEnd?: string): Promise<AccessRule[]>;
  /** Puts a failed job back into the queue, with all its tries. @throws DualeditError `job-unknown`, `job-not-failed`, `picture-gone` */
  retry(id: string): Promise<Job>;
}
