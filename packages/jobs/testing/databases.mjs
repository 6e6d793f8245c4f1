import { cp, mkdir, mkdtemp, rename, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PGlite } from '@electric-sql/pglite';
import { postgresBinaries, startPostgres } from './postgres-server.mjs';

/** @typedef {'embedded' | 'postgres'} Kind */
/** @typedef {{ store: { databaseUrl: string, folder: string }, folder: string, stop(): Promise<void> }} Folder */
/**
 * @typedef {{
 *   store: { databaseUrl: string },
 *   folder: string,
 *   halt(): Promise<void>,
 *   start(): Promise<void>,
 *   stop(): Promise<void>,
 * }} Server
 */

/**
 * Both databases.
 * @type {Kind[]}
 */
export const KINDS = ['embedded', 'postgres'];

const isInstalled = (await postgresBinaries()) !== undefined;
if (!isInstalled)
  console.warn('PostgreSQL is not installed (apt-get install postgresql): its tests are skipped.');

/**
 * Whether tests on a database must be left out; they are counted as skipped.
 * @param {Kind} kind
 */
export const isMissing = (kind) => kind === 'postgres' && !isInstalled;

/**
 * An empty database: `store` is for `openJobs`, `folder` is where all of it is. `halt` and `start` crash and restart
 * a server.
 * @template {Kind} K
 * @param {K} kind
 * @returns {Promise<K extends 'postgres' ? Server : Folder>}
 */
export async function startDatabase(kind) {
  if (kind === 'postgres') {
    const { url, ...server } = await startPostgres();
    return { store: { databaseUrl: url }, ...server };
  }
  const parent = await mkdtemp(join(tmpdir(), 'dualedit-jobs-'));
  const folder = join(parent, 'jobs');
  await cp(await emptyFolder(), folder, { recursive: true });
  return {
    store: { databaseUrl: '', folder },
    folder: parent,
    stop: () => rm(parent, { recursive: true, force: true }),
  };
}

/** An empty embedded database to copy: making one takes many seconds, so one is kept. */
async function emptyFolder() {
  const cache = fileURLToPath(new URL('../../../node_modules/.cache/dualedit/', import.meta.url));
  const kept = join(cache, 'pglite-0.5.16');
  if (await stat(kept).catch(() => undefined)) return kept;
  await mkdir(cache, { recursive: true });
  const making = await mkdtemp(`${kept}-`);
  const db = await PGlite.create(join(making, 'db'));
  await db.close();
  // Another process may have been quicker.
  await rename(join(making, 'db'), kept).catch(() => {});
  await rm(making, { recursive: true, force: true });
  return kept;
}
