import type { Database, Sql } from '../database/database.js';
import type { User } from '../job.js';
import type { Limits } from '../limits.js';
import type { Allowance, Quota, QuotaState, Quotas } from '../quotas.js';
import { UNFINISHED } from './job-row.js';
import type { Store } from './store.js';

const HOUR = 3_600;
const DAY = 86_400;
const PLACE = /^(guild|chat|channel):/;

/** The groups that are places: what is asked for in them is counted. */
export const placesOf = (groups: readonly string[]) => groups.filter((group) => PLACE.test(group));

/** What holds for one person in some groups. */
interface Holding {
  hour: number;
  day: number;
  cooldown: number;
  /** Places that all people together have a limit in. */
  places: { subject: string; most: number }[];
}

const COLUMNS = `front_end as "frontEnd", subject, place, each_hour as "eachHour", each_day as "eachDay",
  cooldown_seconds as "cooldownSeconds", all_day as "allDay"`;

/** See `Quotas`. */
export function createQuotas({ database, settings }: Store): Quotas {
  return {
    of: (user, groups = []) => readQuota(database, user, groups, settings.limits),
    set: (quota) => setQuota(database, quota),
    async list(frontEnd, place) {
      const rows = await database.query<Quota>(
        `select ${COLUMNS} from dualedit.quota
         where front_end = $1 and ($2::text is null or place = $2) order by subject`,
        [frontEnd, place ?? null],
      );
      return rows.map(withoutNulls);
    },
  };
}

async function setQuota(
  database: Database,
  { frontEnd, subject, place, eachHour, eachDay, cooldownSeconds, allDay }: Quota,
): Promise<void> {
  const values = [eachHour, eachDay, cooldownSeconds, allDay].map((value) => value ?? null);
  if (values.every((value) => value === null)) {
    await database.query('delete from dualedit.quota where front_end = $1 and subject = $2', [
      frontEnd,
      subject,
    ]);
    return;
  }
  await database.query(
    `insert into dualedit.quota (front_end, subject, place, each_hour, each_day, cooldown_seconds, all_day)
     values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (front_end, subject) do update set place = excluded.place, each_hour = excluded.each_hour,
       each_day = excluded.each_day, cooldown_seconds = excluded.cooldown_seconds, all_day = excluded.all_day`,
    [frontEnd, subject, place, ...values],
  );
}

const withoutNulls = (row: Quota) =>
  Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as unknown as Quota;

/** What a user has asked for, and what that leaves. */
export async function readQuota(
  sql: Sql,
  user: User,
  groups: readonly string[],
  limits: Limits,
): Promise<QuotaState> {
  const holding = await holdingFor(sql, user, groups, limits);
  const [mine] = await sql.query<{ count: number }>(
    `select count(*)::integer as count from dualedit.job
     where front_end = $1 and owner = $2 and state in ${UNFINISHED}`,
    [user.frontEnd, user.id],
  );
  const ages = await agesOf(sql, 'front_end = $1 and owner = $2', [user.frontEnd, user.id]);
  // Without a pause, an age of less than nothing is no reason to wait: requests at once begin in any order.
  const hasPause = holding.cooldown > 0 && ages.length > 0;
  const rest = hasPause ? Math.ceil(holding.cooldown - ages.at(-1)!) : 0;
  const places: Allowance[] = [];
  for (const { subject, most } of holding.places) {
    const asked = await agesOf(sql, 'front_end = $1 and places @> array[$2::text]', [user.frontEnd, subject]);
    places.push(allowance(asked, DAY, most));
  }
  const [tightest] = places.sort((a, b) => a.most - a.used - (b.most - b.used));
  return {
    inFlight: { used: mine!.count, most: limits.inFlight },
    hour: allowance(ages, HOUR, holding.hour),
    ...(Number.isFinite(holding.day) && { day: allowance(ages, DAY, holding.day) }),
    ...(rest > 0 && { cooldown: rest }),
    ...(tightest && { place: tightest }),
  };
}

/** How many seconds ago each request of the last day was, the oldest first. */
async function agesOf(sql: Sql, condition: string, values: unknown[]): Promise<number[]> {
  const rows = await sql.query<{ age: number }>(
    `select extract(epoch from now() - at)::float8 as age from dualedit.tally
     where ${condition} and at > now() - interval '1 day' order by at`,
    values,
  );
  return rows.map(({ age }) => age);
}

/** @param ages of requests in seconds, the oldest first */
function allowance(ages: readonly number[], window: number, most: number): Allowance {
  const recent = ages.filter((age) => age < window);
  if (recent.length === 0) return { used: 0, most };
  // If more were asked for than may be now, several have to become old.
  const next = recent[Math.min(recent.length - 1, Math.max(0, recent.length - most))]!;
  return { used: recent.length, most, nextInSeconds: Math.max(1, Math.ceil(window - next)) };
}

/**
 * Of a person's own quotas and those of their roles, the most generous holds; without one, the strictest of the places;
 * never more than the operator allows.
 */
async function holdingFor(
  sql: Sql,
  { frontEnd, id }: User,
  groups: readonly string[],
  limits: Limits,
): Promise<Holding> {
  const rows = await sql.query<Quota>(
    `select ${COLUMNS} from dualedit.quota where front_end = $1 and subject = any ($2::text[])`,
    [frontEnd, [id, ...groups]],
  );
  const quotas = rows.map(withoutNulls);
  const own = quotas.filter(({ subject }) => !PLACE.test(subject));
  const places = quotas.filter(({ subject }) => PLACE.test(subject));
  const each = (name: 'eachHour' | 'eachDay', most: number) => {
    const personal = own.flatMap((quota) => quota[name] ?? []);
    const common = places.flatMap((quota) => quota[name] ?? []);
    return Math.min(most, ...(personal.length > 0 ? [Math.max(...personal)] : common));
  };
  const pauses = own.flatMap(({ cooldownSeconds }) => cooldownSeconds ?? []);
  const commonPauses = places.flatMap(({ cooldownSeconds }) => cooldownSeconds ?? []);
  return {
    hour: each('eachHour', limits.perHour),
    day: each('eachDay', limits.perDay),
    cooldown: Math.max(limits.cooldownSeconds, ...(pauses.length > 0 ? [Math.min(...pauses)] : commonPauses)),
    places: places.flatMap(({ subject, allDay }) =>
      allDay === undefined ? [] : [{ subject, most: allDay }],
    ),
  };
}
