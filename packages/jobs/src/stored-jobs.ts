import { startDeliveries } from './deliver.js';
import type { Deliver, Deliveries } from './delivery.js';
import { insist } from './insist.js';
import type { Job, JobRequest, JsonObject, PictureRole, StoredPicture, User } from './job.js';
import type { Admin, JobFilter, Jobs, Notes, Retention, Users } from './jobs.js';
import { Latest } from './latest.js';
import type { Limits } from './limits.js';
import type { Moderation } from './moderation.js';
import type { Quotas } from './quotas.js';
import { createAdmin } from './store/admin.js';
import { cancel } from './store/cancel.js';
import { checkFrontEnd } from './store/check-request.js';
import { enqueue } from './store/enqueue.js';
import { eraseDeleted } from './store/erase.js';
import { unknownJob } from './store/errors.js';
import { handedOver } from './store/hand-over.js';
import { checkId, readJob, readJobs } from './store/job-row.js';
import { createModeration } from './store/moderation.js';
import { createNotes } from './store/notes.js';
import { pickVariant } from './store/pick.js';
import { readPictures } from './store/pictures.js';
import { createQuotas } from './store/quotas.js';
import type { Store } from './store/store.js';
import { keepSweeping } from './store/sweep.js';
import { createUsers } from './store/users.js';
import { FILTER, filterValues, watch } from './watch.js';
import { startWorker } from './worker/start-worker.js';
import type { Worker, WorkerOptions } from './worker/worker.js';

/** Behind a job in the order of lists. */
const BEFORE = `($6::uuid is null or exists (select 1 from dualedit.job last where last.id = $6
  and (job.created_at < last.created_at or job.created_at = last.created_at and job.id > last.id)))`;

/** Deletions within this time are erased from the disk together. */
const ERASE_PAUSE_MS = 1000;

/** The store of jobs, on whichever database. */
export class StoredJobs implements Jobs {
  readonly limits: Limits;
  readonly retention: Retention;
  readonly users: Users;
  readonly notes: Notes;
  readonly quotas: Quotas;
  readonly moderation: Moderation;
  readonly admin: Admin;
  private readonly store: Store;
  private readonly stops = new Set<() => unknown>();
  private readonly closing = new AbortController();
  private readonly sweeping: Promise<void>;
  private readonly erasing: Latest<true>;
  private closed: Promise<void> | undefined;

  constructor(store: Store) {
    this.store = store;
    this.limits = store.settings.limits;
    const { keepPicturesHours, keepJobsDays } = store.settings;
    this.retention = { keepPicturesHours, keepJobsDays };
    this.erasing = new Latest<true>(ERASE_PAUSE_MS, () => eraseDeleted(store), store.settings.onTrouble);
    this.users = createUsers(store, () => this.erasing.give(true));
    this.notes = createNotes(store);
    this.quotas = createQuotas(store);
    this.moderation = createModeration(store);
    this.admin = createAdmin(store);
    this.sweeping = keepSweeping(store, this.closing.signal);
  }

  enqueue(request: JobRequest): Promise<{ job: Job; repeated: boolean }> {
    return enqueue(this.store, request);
  }

  get(id: string): Promise<Job> {
    return readJob(this.store.database, id, this.store.settings.leaseSeconds);
  }

  list(filter: JobFilter, limit = 100, before?: string): Promise<Job[]> {
    if (before !== undefined) checkId(before);
    const { database, settings } = this.store;
    const rest = `where ${FILTER} and ${BEFORE} order by created_at desc, id limit $5`;
    const values = [...filterValues(filter), limit, before ?? null];
    return readJobs(database, rest, values, settings.leaseSeconds);
  }

  cancel(id: string, by?: User): Promise<Job> {
    return cancel(this.store, id, by);
  }

  async setAddress(id: string, address: JsonObject): Promise<void> {
    checkId(id);
    const rows = await this.store.database.query(
      'update dualedit.job set address = $2::jsonb where id = $1 returning 1',
      [id, JSON.stringify(address)],
    );
    if (rows.length === 0) throw unknownJob(id);
  }

  pick(id: string, variant: number): Promise<Job> {
    return pickVariant(this.store, id, variant);
  }

  async handedOver(id: string): Promise<void> {
    checkId(id);
    await handedOver(this.store, id);
  }

  pictures(id: string, role: PictureRole): Promise<StoredPicture[]> {
    checkId(id);
    return readPictures(this.store, id, role);
  }

  insist<T>(
    work: () => Promise<T>,
    {
      signal,
      onAway = this.store.settings.onTrouble,
    }: { signal?: AbortSignal; onAway?: (error: unknown) => void } = {},
  ): Promise<T> {
    const ending = AbortSignal.any([this.closing.signal, ...(signal ? [signal] : [])]);
    return insist(work, { signal: ending, onAway });
  }

  answers(): Promise<boolean> {
    return this.store.database.answers();
  }

  watch(filter: JobFilter, onChange: (job: Job) => void): () => void {
    return this.untilStopped(watch(this.store, filter, onChange));
  }

  deliver(frontEnd: string, deliver: Deliver, { concurrency = 1 } = {}): Deliveries {
    checkFrontEnd(frontEnd);
    const { stop } = startDeliveries(this.store, frontEnd, deliver, concurrency);
    return { stop: this.untilStopped(stop) };
  }

  readonly startWorker = async (options: WorkerOptions): Promise<Worker> => {
    const worker = await startWorker(this.store, options);
    const stop = () => worker.drain(0);
    this.stops.add(stop);
    return { ...worker, ended: worker.ended.finally(() => this.stops.delete(stop)) };
  };

  close(): Promise<void> {
    this.closed ??= this.stopEverything();
    return this.closed;
  }

  private async stopEverything(): Promise<void> {
    await Promise.all([...this.stops].map((stop) => stop()));
    this.closing.abort();
    await Promise.all([this.sweeping, this.erasing.end()]);
    await this.store.database.close();
  }

  /** Has `stop` called by `close`, unless it was called before. */
  private untilStopped<T>(stop: () => T): () => T {
    const once = () => {
      this.stops.delete(once);
      return stop();
    };
    this.stops.add(once);
    return once;
  }
}
