import type { Database } from '../database/database.js';
import type { Act, BannedPhrase, Moderation } from '../moderation.js';
import type { Store } from './store.js';

/** See `Moderation`. */
export function createModeration({ database }: Store): Moderation {
  return {
    async ban({ frontEnd, place, locale, phrase }) {
      await database.query(
        `insert into dualedit.banned (front_end, place, locale, phrase) values ($1, $2, $3, $4)
         on conflict do nothing`,
        [frontEnd, place, locale, phrase],
      );
    },

    async unban({ frontEnd, place, locale, phrase }) {
      const rows = await database.query(
        `delete from dualedit.banned where front_end = $1 and place = $2 and locale = $3 and phrase = $4
         returning 1`,
        [frontEnd, place, locale, phrase],
      );
      return rows.length > 0;
    },

    banned: (frontEnd, place) =>
      database.query<BannedPhrase>(
        `select front_end as "frontEnd", place, locale, phrase from dualedit.banned
         where front_end = $1 and ($2::text is null or place = $2) order by place, locale, phrase`,
        [frontEnd, place ?? null],
      ),

    async record({ frontEnd, place, actor, action, about, note }) {
      await database.query(
        `insert into dualedit.audit (front_end, place, actor, action, about, note)
         values ($1, $2, $3, $4, $5, $6)`,
        [frontEnd, place, actor, action, about, note],
      );
    },

    acts: (frontEnd, place, limit = 20) =>
      database.query<Act & { at: Date }>(
        `select at, front_end as "frontEnd", place, actor, action, about, note from dualedit.audit
         where front_end = $1 and ($2::text is null or place = $2) order by id desc limit $3`,
        [frontEnd, place ?? null, limit],
      ),

    renamePlace: (frontEnd, from, to) => renamePlace(database, [frontEnd, from, to]),
  };
}

/** @param moved the front end, the former name and the new one */
async function renamePlace(database: Database, moved: [string, string, string]): Promise<void> {
  await database.transaction(async (sql) => {
    for (const table of ['rule', 'quota']) {
      // What was set under the new name already is the newer.
      await sql.query(
        `delete from dualedit.${table} old where front_end = $1 and subject = $2 and exists
           (select 1 from dualedit.${table} where front_end = $1 and subject = $3)`,
        moved,
      );
      await sql.query(
        `update dualedit.${table} set subject = $3 where front_end = $1 and subject = $2`,
        moved,
      );
    }
    for (const table of ['rule', 'quota', 'audit'])
      await sql.query(`update dualedit.${table} set place = $3 where front_end = $1 and place = $2`, moved);
    await sql.query(
      `insert into dualedit.banned (front_end, place, locale, phrase)
       select front_end, $3, locale, phrase from dualedit.banned where front_end = $1 and place = $2
       on conflict do nothing`,
      moved,
    );
    await sql.query('delete from dualedit.banned where front_end = $1 and place = $2', moved.slice(0, 2));
    await sql.query(
      `update dualedit.tally set places = array_replace(places, $2, $3)
       where front_end = $1 and places @> array[$2::text]`,
      moved,
    );
  });
}
