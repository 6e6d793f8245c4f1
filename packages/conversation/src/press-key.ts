import type { Job, Jobs } from '@dualedit/jobs';

/** A second press within this time of the first one's answer is the same press. */
const DOUBLE_MS = 5_000;

/**
 * What makes a press this one: presses that come while the first one's job waits or runs, or just after it, are that
 * one; a later press asks anew.
 * @param from the job under which the button stands, and what the button does; kept in the address of what is asked for
 */
export async function pressKey(
  jobs: Pick<Jobs, 'list'>,
  { user }: Pick<Job, 'user'>,
  from: string,
): Promise<string> {
  const since = Date.now() - DOUBLE_MS;
  const own = await jobs.list({ user });
  const earlier = own.filter(
    ({ address, finishedAt }) => address.from === from && finishedAt && finishedAt.getTime() < since,
  );
  return `press:${from}:${earlier.length}`;
}
