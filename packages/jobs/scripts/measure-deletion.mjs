// What it takes to have deleted pictures gone from the disk, by where they are kept: writes results/deletion.json.
//
//   npm run build && node packages/jobs/scripts/measure-deletion.mjs
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import pg from 'pg';
import { eraseLog } from '../dist/database/erase-log.js';
import { startPostgres } from '../testing/postgres-server.mjs';
import { tracesIn } from '../testing/traces.mjs';

const PICTURES = 4;
const PICTURE_BYTES = 4_300_000;
const ROUNDS = 3;
const MARK = randomBytes(24);

/** Each keeps pictures in one way, and takes them off the disk as far as that way can. */
const ways = {
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
    begin() {},
    store: (base, id, bytes) => writeFile(join(base.folder, `picture-${id}`), bytes, { flush: true }),
    async remove(base) {
      for (let id = 0; id < PICTURES; id++) await rm(join(base.folder, `picture-${id}`));
    },
  },
};

const bases = {
  async embedded() {
    const folder = await mkdtemp(join(tmpdir(), 'dualedit-deletion-'));
    const db = await PGlite.create(join(folder, 'jobs'));
    await db.exec('set wal_recycle = off');
    return {
      folder,
      query: async (text, values) => (await db.query(text, values)).rows,
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
      query: async (text, values) => (await client.query(text, values)).rows,
      async stop() {
        await client.end();
        await stop();
      },
    };
  },
};

const figures = [];
for (const [database, open] of Object.entries(bases)) {
  for (const [way, { begin, store, remove }] of Object.entries(ways)) {
    const base = await open();
    await begin(base);
    const rounds = [];
    for (let round = 0; round < ROUNDS; round++) {
      const pictures = Array.from({ length: PICTURES }, marked);
      const storeSeconds = await timed(async () => {
        for (const [id, bytes] of pictures.entries()) await store(base, id, bytes);
      });
      const removeSeconds = await timed(() => remove(base));
      const { bytes, logBytes, counts } = await tracesIn(base.folder, { mark: MARK });
      rounds.push({
        storeSeconds,
        removeSeconds,
        megabytes: megabytes(bytes),
        logMegabytes: megabytes(logBytes),
        left: counts.mark,
      });
    }
    await base.stop();
    figures.push({ database, way, rounds, loadAverage: Number(loadavg()[0].toFixed(1)) });
    process.stderr.write(`${JSON.stringify(figures.at(-1))}\n`);
  }
}
const machine = { cpu: cpus()[0].model, cores: cpus().length, node: process.version };
const setting = { pictures: PICTURES, pictureBytes: PICTURE_BYTES, rounds: ROUNDS };
await writeFile('results/deletion.json', `${JSON.stringify({ setting, figures, machine }, null, 1)}\n`);
process.exit();

function marked() {
  const bytes = randomBytes(PICTURE_BYTES);
  for (let at = 1000; at + MARK.length < bytes.length; at += 50_000) MARK.copy(bytes, at);
  return bytes;
}

async function timed(work) {
  const begin = performance.now();
  await work();
  return Number(((performance.now() - begin) / 1000).toFixed(2));
}

function megabytes(bytes) {
  return Math.round(bytes / 1e6);
}
