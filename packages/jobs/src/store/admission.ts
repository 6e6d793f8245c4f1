import { DualeditError } from '@dualedit/foundation';
import type { Sql } from '../database/database.js';
import type { User } from '../job.js';
import type { Limits } from '../limits.js';
import { UNFINISHED } from './job-row.js';

/**
 * Lets a request pass, or says why not. Runs while requests are taken one after the other.
 * @throws DualeditError `user-blocked`, `user-not-allowed`, `limit-in-flight`, `limit-per-hour`, `queue-full`
 */
export async function admit(sql: Sql, user: User, groups: readonly string[], limits: Limits): Promise<void> {
  await checkRules(sql, user, groups, limits);
  const [counts] = await sql.query<{ in_flight: number; hour: number; next: Date | null; all: number }>(
    `select
       count(*) filter (where mine and unfinished)::integer as in_flight,
       count(*) filter (where mine and recent)::integer as hour,
       min(created_at) filter (where mine and recent) + interval '1 hour' as next,
       count(*) filter (where unfinished)::integer as all
     from (
       select created_at, front_end = $1 and owner = $2 as mine, state in ${UNFINISHED} as unfinished,
         created_at > now() - interval '1 hour' as recent
       from dualedit.job
       where state in ${UNFINISHED} or (front_end = $1 and owner = $2 and created_at > now() - interval '1 hour')
     ) counted`,
    [user.frontEnd, user.id],
  );
  const { in_flight: inFlight, hour, next, all } = counts!;
  if (inFlight >= limits.inFlight) {
    throw refusal(
      'limit-in-flight',
      `You have ${inFlight} unfinished ${inFlight === 1 ? 'edit' : 'edits'}; ${limits.inFlight} at a time are allowed.`,
      'Wait until one is done, or cancel one.',
      inFlight,
    );
  }
  if (hour >= limits.perHour) {
    const minutes = Math.max(1, Math.ceil((next!.getTime() - Date.now()) / 60_000));
    throw refusal(
      'limit-per-hour',
      `You have asked for ${hour} edits within an hour; ${limits.perHour} are allowed.`,
      `Ask again in ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}.`,
      hour,
    );
  }
  if (all >= limits.queueLength) {
    throw refusal(
      'queue-full',
      `The queue is full: ${all} edits are waiting or running.`,
      'Try again in a few minutes.',
      all,
    );
  }
}

async function checkRules(sql: Sql, user: User, groups: readonly string[], limits: Limits): Promise<void> {
  const rules = await sql.query<{ rule: 'allow' | 'block' }>(
    'select rule from dualedit.rule where front_end = $1 and subject = any ($2::text[])',
    [user.frontEnd, [user.id, ...groups]],
  );
  if (rules.some(({ rule }) => rule === 'block')) {
    throw refusal('user-blocked', 'You may not ask for edits here.', 'Ask an administrator why.', user);
  }
  if (limits.allowListOnly && rules.length === 0) {
    throw refusal(
      'user-not-allowed',
      'Only those on a list may ask for edits here.',
      'Ask an administrator to be put on it.',
      user,
    );
  }
}

function refusal(code: string, message: string, hint: string, received: unknown): DualeditError {
  return new DualeditError({ code, message, hint, received });
}
