// What it takes to have deleted pictures gone from the disk, by where they are kept:
//
//   npx tsx tools/jobs/measure-deletion.ts      writes results/deletion.json
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import pg from 'pg';
import type { Sql } from '../../packages/jobs/src/database/database.js';
import { eraseLog } from '../../packages/jobs/src/database/erase-log.js';
import { startPostgres } from '../../packages/jobs/testing/postgres-server.mjs';
import { tracesIn } from '../../packages/jobs/testing/traces.mjs';
import { keepResults, provenance } from '../shared/results.js';
import { timed } from '../shared/timed.js';

const PICTURES = 4;
const PICTURE_BYTES = 4_300_000;
const ROUNDS = 3;
const MARK = randomBytes(24);

interface Base extends Sql {
  /** Where all of it is. */
  folder: string;
  stop(): Promise<void>;
}

/** Keeps pictures in one way, and takes them off the disk as far as that way can. */
interface Way {
  begin(base: Base): Promise<unknown>;
  store(base: Base, id: number, bytes: Buffer): Promise<unknown>;
  remove(base: Base): Promise<void>;
}

const ways: Record<string, Way> = {
  'rows, deleted and vacuumed': {
    begin: (base) => base.query('create table picture (id integer primary key, bytes bytea not null)'),
    store: (base, id, bytes) => base.query('insert into picture values ($1, $2)', [id, bytes]),
    async remove(base) {
      await base.query('delete from picture');
      await base.query('vacuum picture');
    },
  },
  'rows, rewritten by vacuum full; log erased': {
    begin: (base) => base.query('create table picture (id integer primary key, bytes bytea not null)'),
    store: (base, id, bytes) => base.query('insert into picture values ($1, $2)', [id, bytes]),
    async remove(base) {
      await base.query('delete from picture');
      await base.query('vacuum full picture');
      await eraseLog(base);
    },
  },
  'a table per job, dropped; log erased': {
    async begin(base) {
      await base.query('create table shape (bytes bytea not null)');
      await base.query('alter table shape alter bytes set storage external');
    },
    async store(base, id, bytes) {
      await base.query(`create table picture_${id} (like shape including storage)`);
      await base.query(`insert into picture_${id} values ($1)`, [bytes]);
    },
    async remove(base) {
      for (let id = 0; id < PICTURES; id++) await base.query(`drop table picture_${id}`);
      await eraseLog(base);
    },
  },
  'a file per picture, unlinked': {
    async begin() {},
    store: (base, id, bytes) => writeFile(join(base.folder, `picture-${id}`), bytes, { flush: true }),
    async remove(base) {
      for (let id = 0; id < PICTURES; id++) await rm(join(base.folder, `picture-${id}`));
    },
  },
};

const bases: Record<string, () => Promise<Base>> = {
  async embedded() {
    const folder = await mkdtemp(join(tmpdir(), 'dualedit-deletion-'));
    const db = await PGlite.create(join(folder, 'jobs'));
    await db.exec('set wal_recycle = off');
    return {
      folder,
      query: async <Row>(text: string, values?: unknown[]) => (await db.query<Row>(text, values)).rows,
      async stop() {
        await db.close();
        await rm(folder, { recursive: true });
      },
    };
  },
  async postgres() {
    const { url, folder, stop } = await startPostgres();
    const client = new pg.Client(url);
    await client.connect();
    return {
      folder,
      query: async <Row>(text: string, values?: unknown[]) =>
        (await client.query(text, values)).rows as Row[],
      async stop() {
        await client.end();
        await stop();
      },
    };
  },
};

const figures = [];
for (const [database, open] of Object.entries(bases)) {
  for (const [name, way] of Object.entries(ways)) {
    const base = await open();
    await way.begin(base);
    const rounds = [];
    for (let round = 0; round < ROUNDS; round++) rounds.push(await storedAndRemoved(base, way));
    await base.stop();
    figures.push({ database, way: name, rounds, loadAverage: Number(loadavg()[0]!.toFixed(1)) });
    process.stderr.write(`${JSON.stringify(figures.at(-1))}\n`);
  }
}
const setting = { pictures: PICTURES, pictureBytes: PICTURE_BYTES, rounds: ROUNDS };
keepResults('deletion', { setting, figures, ...provenance() });
process.exit();

async function storedAndRemoved(base: Base, { store, remove }: Way) {
  const pictures = Array.from({ length: PICTURES }, marked);
  const stored = await timed(async () => {
    for (const [id, bytes] of pictures.entries()) await store(base, id, bytes);
  });
  const removed = await timed(() => remove(base));
  const { bytes, logBytes, counts } = await tracesIn(base.folder, { mark: MARK });
  return {
    storeSeconds: rounded(stored.seconds),
    removeSeconds: rounded(removed.seconds),
    megabytes: megabytes(bytes),
    logMegabytes: megabytes(logBytes),
    left: counts.mark,
  };
}

function marked(): Buffer {
  const bytes = randomBytes(PICTURE_BYTES);
  for (let at = 1000; at + MARK.length < bytes.length; at += 50_000) MARK.copy(bytes, at);
  return bytes;
}

function rounded(seconds: number): number {
  return Number(seconds.toFixed(2));
}

function megabytes(bytes: number): number {
  return Math.round(bytes / 1e6);
}
