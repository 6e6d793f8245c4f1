import type { Job, User } from '@dualedit/jobs';
import type { StudioParts } from '../studio-parts.js';
import { addressOf } from './address.js';
import { mine } from './mine.js';

const ALL = 100_000;

/** Deletes an edit, and its picture if no other edit is of it; one that runs is cancelled first. */
export async function removeEdit(parts: StudioParts, user: User, id: string): Promise<void> {
  const { jobs, events, pictures } = parts;
  const job = await mine(jobs, user, id);
  if (!job.finishedAt) await cancelled(parts, user, id);
  await jobs.users.deleteJob(id, user);
  const { picture } = addressOf(job);
  const others = await jobs.list({ user }, ALL);
  if (!others.some((other) => addressOf(other).picture === picture)) await pictures.remove(user, picture);
  events.deleted(user, id);
}

type Stores = Pick<StudioParts, 'jobs' | 'events' | 'pictures'>;

/** Deletes everything of a guest. Erasing rewrites tables of the database, so it is left alone if they made no edit. */
export async function removeGuest(stores: Stores, user: User): Promise<void> {
  const made = await stores.jobs.list({ user }, 1);
  if (made.length > 0) await removeHistory(stores, user);
  else await stores.pictures.removeAll(user);
}

/** Deletes every edit and picture of a user. */
export async function removeHistory(
  { jobs, events, pictures }: Stores,
  user: User,
): Promise<{ deleted: number }> {
  const all = await jobs.list({ user }, ALL);
  const { jobs: deleted } = await jobs.users.delete(user);
  await pictures.removeAll(user);
  for (const { id } of all) events.deleted(user, id);
  return { deleted };
}

/** Resolves when an edit has ended. */
async function cancelled({ jobs }: StudioParts, user: User, id: string): Promise<void> {
  let stop = () => {};
  const ended = new Promise<void>((resolve) => {
    stop = jobs.watch({ user }, (job: Job) => {
      if (job.id === id && job.finishedAt) resolve();
    });
  });
  const { finishedAt } = await jobs.cancel(id, user);
  if (!finishedAt) await ended;
  stop();
}
