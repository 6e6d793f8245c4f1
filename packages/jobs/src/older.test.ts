// Stores of older versions are opened by this one.
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isMissing, KINDS } from '../testing/databases.mjs';
import { openStores, until } from '../testing/opened.mjs';
import { quickEditor } from '../testing/quick-editor.mjs';
import { requestOf } from '../testing/requests.mjs';
import { tracesIn } from '../testing/traces.mjs';
import type { Database } from './database/database.js';
import { openEmbedded } from './database/embedded.js';
import { openPostgres } from './database/postgres.js';
import { openJobs, type StoredPicture } from './index.js';

/** Brings a database back to version 2, whose rows held the bytes of pictures. */
const BACK_TO_2 = [
  'drop table dualedit.picture, dualedit.trash, dualedit.erasure, dualedit.content',
  'drop trigger keep_version on dualedit.version',
  'drop function dualedit.discard, dualedit.keep_version',
  'drop schema dualedit_pictures cascade',
  'drop table dualedit.quota, dualedit.banned, dualedit.audit',
  'alter table dualedit.tally drop column places',
  'alter table dualedit.rule drop column place, drop column until',
  `create table dualedit.picture (
    job uuid not null references dualedit.job on delete cascade,
    role text not null,
    index smallint not null,
    format text not null,
    bytes bytea not null,
    primary key (job, role, index)
  )`,
  'update dualedit.version set version = 2',
];

for (const kind of KINDS)
  describe.skipIf(isMissing(kind))(`a store of an older version (${kind})`, () => {
    let stores: Awaited<ReturnType<typeof openStores>>;
    beforeAll(async () => {
      stores = await openStores(kind, openJobs);
    });
    afterAll(() => stores.close());

    const inDatabase = async (work: (database: Database) => Promise<void>) => {
      const { databaseUrl: url, folder } = stores.database.store as { databaseUrl: string; folder: string };
      const database = url ? await openPostgres({ url, patienceSeconds: 30 }) : await openEmbedded(folder);
      await work(database);
      await database.close();
    };

    it('keeps the pictures of jobs that wait and of those that are done, and erases where they were', async () => {
      const mark = randomBytes(24);
      const picture = async () => Buffer.concat([(await requestOf('hat')).picture as Buffer, mark]);
      const before = await stores.open();
      const done = (await before.enqueue(await requestOf('done', { picture: await picture() }))).job;
      const worker = await before.startWorker({ editor: async () => quickEditor() });
      await until(async () => (await before.get(done.id)).finishedAt);
      await worker.drain();
      const waiting = (await before.enqueue(await requestOf('waiting', { picture: await picture() }))).job;
      const pictures: StoredPicture[] = [];
      for (const id of [done.id, waiting.id])
        for (const role of ['input', 'result', 'mask'] as const)
          pictures.push(...(await before.pictures(id, role)));
      expect(pictures).toHaveLength(4);
      await before.close();
      await inDatabase(async (database) => {
        for (const statement of BACK_TO_2) await database.query(statement);
        for (const { job, role, index, format, bytes } of pictures) {
          const values = [job, role, index, format, bytes];
          await database.query('insert into dualedit.picture values ($1, $2, $3, $4, $5)', values);
        }
      });

      const after = await stores.open();
      for (const { job, role, bytes } of pictures) {
        const [moved] = await after.pictures(job, role);
        expect(Buffer.compare(moved!.bytes, bytes)).toBe(0);
      }
      const again = await after.startWorker({ editor: async () => quickEditor() });
      await until(async () => (await after.get(waiting.id)).state === 'done');
      await again.drain();
      await after.users.delete(waiting.user);
      const { folder } = stores.database;
      await until(async () => (await tracesIn(folder, { mark })).counts.mark === 0, 200, 200);
      await after.close();
    });

    it('is not taken back by an older version, which would find no pictures', async () => {
      await (await stores.open()).close();
      await inDatabase(async (database) => {
        const older = database.query('update dualedit.version set version = 2');
        await expect(older).rejects.toThrow('A newer Dualedit has opened these jobs.');
      });
    });

    it('of a newer version is refused, and left as it is', async () => {
      await (await stores.open()).close();
      await inDatabase(async (database) => {
        await database.query('update dualedit.version set version = 1000');
      });
      for (let attempt = 0; attempt < 2; attempt++)
        await expect(stores.open()).rejects.toMatchObject({ code: 'jobs-too-new', received: 1000 });
    });
  });
