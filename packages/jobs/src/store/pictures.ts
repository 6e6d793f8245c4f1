import { randomUUID } from 'node:crypto';
import type { Database, Sql } from '../database/database.js';
import type { PictureRole, StoredPicture } from '../job.js';
import type { Contents } from './contents.js';
import { noteErasure } from './erase.js';
import type { Store } from './store.js';

/** Returns a job's pictures of a role, by index. */
export async function readPictures(
  { database, contents }: Store,
  job: string,
  role: PictureRole,
): Promise<StoredPicture[]> {
  const rows = await database.query<Omit<StoredPicture, 'bytes'> & { content: string }>(
    `select job, role, index, format, content from dualedit.picture
     where job = $1 and role = $2 order by index`,
    [job, role],
  );
  if (rows.length === 0) return [];
  const ids = rows.map(({ content }) => content);
  const found = await contents.read(database, job, ids);
  // One that was deleted between the two is gone.
  return rows.flatMap(({ content, ...row }) => {
    const bytes = found.get(content);
    return bytes ? [{ ...row, bytes }] : [];
  });
}

/** Stores a picture in place of the one of the same job, role and index. */
export async function storePicture(
  sql: Sql,
  contents: Contents,
  { job, role, index, format, bytes }: StoredPicture,
): Promise<void> {
  const content = randomUUID();
  await contents.write(sql, job, content, bytes);
  await sql.query(
    `insert into dualedit.picture (job, role, index, format, content, size) values ($1, $2, $3, $4, $5, $6)
     on conflict (job, role, index) do update
     set format = excluded.format, content = excluded.content, size = excluded.size`,
    [job, role, index, format, content, bytes.length],
  );
}

/** Moves the pictures of a store whose rows held their bytes. If interrupted, the next call resumes. */
export async function moveOldPictures(database: Database, contents: Contents): Promise<void> {
  const [old] = await database.query<{ is: boolean }>(
    `select to_regclass('dualedit.old_picture') is not null as is`,
  );
  if (!old!.is) return;
  let moved = 0;
  while (await database.transaction((sql) => moveOne(sql, contents))) moved++;
  if (moved > 0) await noteErasure(database);
  await database.query('drop table dualedit.old_picture');
}

async function moveOne(sql: Sql, contents: Contents): Promise<boolean> {
  const [picture] = await sql.query<StoredPicture>(
    'select job, role, index, format, bytes from dualedit.old_picture limit 1',
  );
  if (!picture) return false;
  await storePicture(sql, contents, picture);
  await sql.query('delete from dualedit.old_picture where job = $1 and role = $2 and index = $3', [
    picture.job,
    picture.role,
    picture.index,
  ]);
  return true;
}

/** By the first bytes of a file. */
export function formatOf(bytes: Uint8Array): StoredPicture['format'] {
  const head = Buffer.from(bytes.subarray(0, 12)).toString('latin1');
  if (head.startsWith('\x89PNG')) return 'png';
  if (head.startsWith('\xff\xd8\xff')) return 'jpeg';
  if (head.startsWith('GIF8')) return 'gif';
  return head.startsWith('RIFF') && head.endsWith('WEBP') ? 'webp' : 'other';
}
