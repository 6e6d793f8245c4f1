import { startDatabase } from './databases.mjs';

/** Opens stores on one database in this process, for tests that need no other. `openJobs` is the one to test. */
export async function openStores(kind, openJobs, defaults = {}) {
  const database = await startDatabase(kind);
  const opened = new Set();
  const troubles = [];
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

/** Deletes every job. */
export async function empty(jobs) {
  for (const { user } of await jobs.list({}, 1000)) await jobs.users.delete(user);
}

/** Resolves with what `look` returns as soon as it is something. A look that is much work should pause for longer. */
export async function until(look, seconds = 200, pauseMs = 20) {
  const deadline = Date.now() + seconds * 1000;
  while (Date.now() < deadline) {
    const found = await look();
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
  throw new Error(`It did not happen within ${seconds} s.`);
}
