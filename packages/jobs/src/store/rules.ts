import type { Sql } from '../database/database.js';
import type { AccessRule } from '../jobs.js';

/** The rules that hold now and that a condition is true of. */
export async function readRules(sql: Sql, condition: string, values: unknown[]): Promise<AccessRule[]> {
  const rows = await sql.query<AccessRule & { until: Date | null }>(
    `select front_end as "frontEnd", subject, rule, note, since, place, until from dualedit.rule
     where ${condition} and (until is null or until > now()) order by front_end, subject`,
    values,
  );
  return rows.map(({ until, ...rule }) => ({ ...rule, ...(until && { until }) }));
}
