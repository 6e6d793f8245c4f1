import { DualeditError } from '@dualedit/foundation';
import type { Sql } from '../database/database.js';
import type { JobRequest } from '../job.js';
import { type Limits, lowered } from '../limits.js';
import type { Allowance, QuotaState } from '../quotas.js';
import { checkWords } from './banned-words.js';
import { UNFINISHED } from './job-row.js';
import { readQuota } from './quotas.js';

/**
 * Lets a request pass, or says why not. Runs while requests are taken one after the other.
 * @throws DualeditError `user-blocked`, `user-not-allowed`, `chat-not-allowed`, `words-banned`, `limit-in-flight`,
 * `limit-cooldown`, `limit-per-hour`, `limit-per-day`, `limit-place`, `queue-full`
 */
export async function admit(sql: Sql, request: JobRequest, limits: Limits): Promise<void> {
  await checkRules(sql, request, limits);
  await checkWords(sql, request);
  if (request.continues !== undefined) return;
  const own = lowered(limits, request.limits);
  checkQuota(await readQuota(sql, request.user, request.groups ?? [], own));
  const [unfinished] = await sql.query<{ all: number; run: number | null }>(
    `select count(*)::integer as all, (select avg(extract(epoch from finished_at - started_at))::float8 from (
       select finished_at, started_at from dualedit.job where state = 'done' order by finished_at desc limit 20
     ) recent) as run from dualedit.job where state in ${UNFINISHED}`,
  );
  const { all, run } = unfinished!;
  if (all < limits.queueLength) return;
  const seconds = Math.max(60, Math.ceil(run ?? 0));
  throw refusal(
    'queue-full',
    `The queue is full: ${all} edits are waiting or running.`,
    `Try again ${inMinutes(seconds)}.`,
    { used: all, most: limits.queueLength, seconds },
  );
}

function checkQuota({ inFlight, cooldown, hour, day, place }: QuotaState): void {
  if (inFlight.used >= inFlight.most) {
    throw refusal(
      'limit-in-flight',
      `You have ${inFlight.used} unfinished ${inFlight.used === 1 ? 'edit' : 'edits'}; ${inFlight.most} at a time are allowed.`,
      'Wait until one is done, or cancel one.',
      { ...inFlight },
    );
  }
  if (cooldown !== undefined) {
    throw refusal(
      'limit-cooldown',
      'You have just asked for an edit.',
      `Ask again in ${cooldown} ${cooldown === 1 ? 'second' : 'seconds'}.`,
      { seconds: cooldown },
    );
  }
  const who = 'You have asked for';
  checkAllowance(hour, { code: 'limit-per-hour', who, when: 'within an hour' });
  if (day) checkAllowance(day, { code: 'limit-per-day', who, when: 'within a day' });
  const all = 'Everybody here together has asked for';
  if (place) checkAllowance(place, { code: 'limit-place', who: all, when: 'within a day' });
}

function checkAllowance(
  { used, most, nextInSeconds }: Allowance,
  { code, who, when }: { code: string; who: string; when: string },
): void {
  if (used < most) return;
  // Nothing at all is allowed: nothing becomes free.
  const seconds = most === 0 ? undefined : nextInSeconds!;
  throw refusal(
    code,
    `${who} ${used} edits ${when}; ${most} are allowed.`,
    seconds === undefined ? 'Ask an administrator.' : `Ask again ${inMinutes(seconds)}.`,
    { used, most, ...(seconds !== undefined && { seconds }) },
  );
}

function inMinutes(seconds: number): string {
  const minutes = Math.ceil(seconds / 60);
  return `in ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}`;
}

async function checkRules(sql: Sql, { user, groups = [] }: JobRequest, limits: Limits): Promise<void> {
  const rules = await sql.query<{ rule: 'allow' | 'block'; note: string; seconds: number | null }>(
    `select rule, note, extract(epoch from until - now())::float8 as seconds from dualedit.rule
     where front_end = $1 and subject = any ($2::text[]) and (until is null or until > now())
     order by until desc nulls first`,
    [user.frontEnd, [user.id, ...groups]],
  );
  const block = rules.find(({ rule }) => rule === 'block');
  if (block) {
    const { note, seconds } = block;
    throw refusal('user-blocked', 'You may not ask for edits here.', 'Ask an administrator why.', {
      ...(note !== '' && { reason: note }),
      ...(seconds !== null && { seconds: Math.ceil(seconds) }),
    });
  }
  if (!limits.allowListOnly || rules.length > 0) return;
  if (groups.some((group) => /^(guild|chat):/.test(group))) {
    throw refusal(
      'chat-not-allowed',
      'Edits are not allowed in this chat.',
      'Ask whoever runs this service to allow it, or ask in a chat that is allowed.',
      user.id,
    );
  }
  throw refusal(
    'user-not-allowed',
    'Only those on a list may ask for edits here.',
    'Ask an administrator to be put on it.',
    user.id,
  );
}

function refusal(code: string, message: string, hint: string, received: unknown): DualeditError {
  return new DualeditError({ code, message, hint, received });
}
