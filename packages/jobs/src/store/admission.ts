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
  const mine = [user.frontEnd, user.id];
  const [unfinished] = await sql.query<{ mine: number; all: number }>(
    `select count(*) filter (where front_end = $1 and owner = $2)::integer as mine, count(*)::integer as all
     from dualedit.job where state in ${UNFINISHED}`,
    mine,
  );
  const [recent] = await sql.query<{ count: number; next: Date | null }>(
    `select count(*)::integer as count, min(at) + interval '1 hour' as next from dualedit.tally
     where front_end = $1 and owner = $2 and at > now() - interval '1 hour'`,
    mine,
  );
  const { mine: inFlight, all } = unfinished!;
  const { count: hour, next } = recent!;
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
