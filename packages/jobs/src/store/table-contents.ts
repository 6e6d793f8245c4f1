import type { Contents } from './contents.js';

/** A table for each job, whose file the server unlinks when it is dropped: for processes on many machines. */
export const tableContents: Contents = {
  async write(sql, job, content, bytes) {
    await sql.query(`create table if not exists ${tableOf(job)} (like dualedit.content including storage)`);
    await sql.query(`insert into ${tableOf(job)} values ($1, $2)`, [content, bytes]);
  },

  async read(sql, job, contents) {
    const rows = await sql
      .query<{ content: string; bytes: Uint8Array }>(
        `select content, bytes from ${tableOf(job)} where content = any ($1::uuid[])`,
        [contents],
      )
      .catch((error: { code?: string }) => {
        if (error.code === UNDEFINED_TABLE) return [];
        throw error;
      });
    return new Map(rows.map(({ content, bytes }) => [content, bytes]));
  },

  async discard(sql, job, contents) {
    const [other] = await sql.query('select 1 from dualedit.picture where job = $1 limit 1', [job]);
    if (!other) await sql.query(`drop table if exists ${tableOf(job)}`);
    else await sql.query(`delete from ${tableOf(job)} where content = any ($1::uuid[])`, [contents]);
  },

  /** Tables belong to their transactions. */
  async tidy() {},
};

const UNDEFINED_TABLE = '42P01';

/** @param job an id that the database has checked */
const tableOf = (job: string) => `dualedit_pictures."${job}"`;
