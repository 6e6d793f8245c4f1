import type { Sql } from '../database/database.js';
import { deliveriesTo, EDITS, type Engine } from '../engine/engine.js';

export interface StoredJob {
  id: string;
  front_end: string;
}

/** Deletes jobs with their pictures and their places in the queues, whatever their state. */
export async function removeJobs(sql: Sql, engine: Engine, jobs: readonly StoredJob[]): Promise<void> {
  for (const { id, front_end: frontEnd } of jobs) {
    await engine.remove(sql, EDITS, id);
    await engine.remove(sql, deliveriesTo(frontEnd), id);
    await sql.query('delete from dualedit.job where id = $1', [id]);
  }
}
