import type { Sql } from './database.js';

/** Bytes written at once. */
const FILLING = 4_000_000;

/** All in bytes. */
interface Log {
  /** How much was written since the log began. */
  position: number;
  segment: number;
  /** How much the server keeps for later at least. */
  kept: number;
}

/** Whether this user may ask for a checkpoint and look at the log's files. */
export async function mayEraseLog(sql: Sql): Promise<boolean> {
  const [row] = await sql.query<{ may: boolean }>(
    `select pg_has_role(current_user, 'pg_checkpoint', 'usage')
       and has_function_privilege('pg_ls_waldir()', 'execute') as may`,
  );
  return row!.may;
}

/**
 * Takes what was written until now out of the files of the write-ahead log. A checkpoint makes its segments
 * obsolete; the server deletes those or renames them for later use, with all that they hold, and then they are
 * written over here.
 */
export async function eraseLog(sql: Sql): Promise<void> {
  const { position, segment } = await look(sql);
  await fill(sql, endOf(position, segment));
  await sql.query('checkpoint');
  const [files] = await sql.query<{ later: number; recycled: boolean }>(
    `select count(*)::integer as later, current_setting('wal_recycle') = 'on' as recycled
     from pg_ls_waldir()
     where name ~ '^[0-9A-F]{24}$' and name > pg_walfile_name(pg_current_wal_insert_lsn())`,
  );
  const { later, recycled } = files!;
  if (later === 0 && !recycled) return;
  const current = await look(sql);
  const last = endOf(current.position, segment) + later * segment;
  // It keeps about twice what it writes between two checkpoints, if that is more.
  const step = Math.max(segment, endOf(current.kept / 3, segment));
  for (let end = current.position; end < last; ) {
    end = Math.min(last, end + step);
    await fill(sql, end);
    if (end < last) await sql.query('checkpoint');
  }
}

async function look(sql: Sql): Promise<Log> {
  const [log] = await sql.query<Log>(
    `select pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::float8 as position,
       pg_size_bytes(current_setting('wal_segment_size'))::float8 as segment,
       pg_size_bytes(current_setting('min_wal_size'))::float8 as kept`,
  );
  return log!;
}

const endOf = (position: number, segment: number) => Math.ceil(position / segment) * segment;

/** Writes meaningless records until the log is at `end`. */
async function fill(sql: Sql, end: number): Promise<void> {
  for (let { position } = await look(sql); position < end; { position } = await look(sql)) {
    const length = Math.min(FILLING, end - position);
    await sql.query(`select pg_logical_emit_message(false, 'dualedit', repeat('0', $1::integer))`, [length]);
  }
}
