import { startDatabase } from './databases.mjs';

/** @typedef {import('../src/index.js').Jobs} Jobs */
/** @typedef {import('../src/index.js').JobsOptions} JobsOptions */

/**
 * Opens stores on one database in this process, for tests that need no other. `openJobs` is the one to test.
 * @param {import('./databases.mjs').Kind} kind
 * @param {(options: JobsOptions) => Promise<Jobs>} openJobs
 * @param {JobsOptions} [defaults]
 */
export async function openStores(kind, openJobs, defaults = {}) {
  const database = await startDatabase(kind);
  /** @type {Set<Jobs>} */
  const opened = new Set();
  /** @type {unknown[]} */
  const troubles = [];
  /** @param {JobsOptions} [options] */
  const open = async (options = {}) => {
    const jobs = await openJobs({
      onTrouble: (error) => troubles.push(error),
      ...database.store,
      ...defaults,
      ...options,
    });
    opened.add(jobs);
    return jobs;
  };
  return {
    open,
    troubles,
    database,
    async close() {
      await Promise.all([...opened].map((jobs) => jobs.close()));
      await database.stop();
    },
  };
}

/**
 * Deletes every job.
 * @param {Jobs} jobs
 */
export async function empty(jobs) {
  for (const { user } of await jobs.list({}, 1000)) await jobs.users.delete(user);
}

/**
 * Resolves with what `look` returns as soon as it is something. A look that is much work should pause for longer.
 * @template T
 * @param {() => T | Promise<T>} look
 * @returns {Promise<NonNullable<T>>}
 */
export async function until(look, seconds = 200, pauseMs = 20) {
  const deadline = Date.now() + seconds * 1000;
  while (Date.now() < deadline) {
    const found = await look();
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
  throw new Error(`It did not happen within ${seconds} s.`);
}
