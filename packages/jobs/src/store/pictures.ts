import type { Sql } from '../database/database.js';
import type { PictureRole, StoredPicture } from '../job.js';

/** @returns a job's pictures of a role, by index */
export async function readPictures(sql: Sql, job: string, role: PictureRole): Promise<StoredPicture[]> {
  return sql.query<StoredPicture>(
    'select job, role, index, format, bytes from dualedit.picture where job = $1 and role = $2 order by index',
    [job, role],
  );
}

/** Stores a picture in place of the one of the same job, role and index. */
export async function storePicture(
  sql: Sql,
  { job, role, index, format, bytes }: StoredPicture,
): Promise<void> {
  await sql.query(
    `insert into dualedit.picture (job, role, index, format, bytes) values ($1, $2, $3, $4, $5)
     on conflict (job, role, index) do update set format = excluded.format, bytes = excluded.bytes`,
    [job, role, index, format, bytes],
  );
}

/** By the first bytes of a file. */
export function formatOf(bytes: Uint8Array): StoredPicture['format'] {
  const head = Buffer.from(bytes.subarray(0, 12)).toString('latin1');
  if (head.startsWith('\x89PNG')) return 'png';
  if (head.startsWith('\xff\xd8\xff')) return 'jpeg';
  return head.startsWith('RIFF') && head.endsWith('WEBP') ? 'webp' : 'other';
}
