import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isMissing, startDatabase } from '../testing/databases.mjs';
import { openStores, until } from '../testing/opened.mjs';
import { requestOf } from '../testing/requests.mjs';
import { openJobs } from './index.js';

describe.skipIf(isMissing('postgres'))('a database that several processes open at once', () => {
  let server: Awaited<ReturnType<typeof startDatabase>>;
  beforeAll(async () => {
    server = await startDatabase('postgres');
  });
  afterAll(() => server.stop());

  const connect = async (databaseUrl: string) => {
    const client = new pg.Client(databaseUrl);
    await client.connect();
    return client;
  };
  const emptyDatabase = async (name: string) => {
    const admin = await connect(server.store.databaseUrl);
    await admin.query(`create database ${name}`);
    await admin.end();
    return server.store.databaseUrl.replace(/postgres$/, name);
  };

  it('is made once, and opened by all', async () => {
    const databaseUrl = await emptyDatabase('many');
    const opened = await Promise.all(Array.from({ length: 8 }, () => openJobs({ databaseUrl })));
    for (const jobs of opened) expect(await jobs.list({})).toEqual([]);
    await Promise.all(opened.map((jobs) => jobs.close()));
  });

  // A first process is held where it has half made a table, until a second one looks. Without taking turns, the
  // second finds no such table, is held in its turn, and then meets what belongs to the first one's.
  it('is opened by a second one while a first is making it', async () => {
    const databaseUrl = await emptyDatabase('two');
    await (await openJobs({ databaseUrl })).close();
    const [watcher, first, second] = await Promise.all([1, 2, 3].map(() => connect(databaseUrl)));
    const waiting = async () => {
      const { rows } = await watcher!.query(
        'select relation::regclass::text from pg_locks where not granted',
      );
      return rows.map(({ relation }) => relation as string | null);
    };
    await watcher!.query('drop schema dualedit, dualedit_pictures cascade');

    await first!.query('begin; lock table pg_catalog.pg_constraint in share mode');
    const opening = [openJobs({ databaseUrl })];
    await until(async () => (await waiting()).includes('pg_constraint'));
    await second!.query('begin; lock table pg_catalog.pg_type in share mode');
    opening.push(openJobs({ databaseUrl }));
    await until(async () => (await waiting()).length === 2);
    await first!.query('rollback');
    await until(async () => {
      const tables = await waiting();
      return tables.length === 2 && !tables.includes('pg_constraint');
    });
    await second!.query('rollback');

    const outcomes = await Promise.allSettled(opening);
    for (const outcome of outcomes) if (outcome.status === 'fulfilled') await outcome.value.close();
    await Promise.all([watcher, first, second].map((client) => client!.end()));
    expect(outcomes).toMatchObject([{ status: 'fulfilled' }, { status: 'fulfilled' }]);
  });
});

describe('the folder of the embedded database', () => {
  it('keeps no picture that a crash left without its job, and those of jobs', async () => {
    const { open, close, database } = await openStores('embedded', openJobs);
    const before = await open();
    const { job } = await before.enqueue(await requestOf('hat'));
    await before.close();
    const pictures = join((database.store as { folder: string }).folder, 'pictures');
    await mkdir(join(pictures, randomUUID()));
    const left = [
      join(pictures, job.id, randomUUID()),
      join(pictures, (await readdir(pictures))[0]!, 'left'),
    ];
    for (const file of left) await writeFile(file, 'bytes');
    const after = await open();
    expect(await readdir(pictures)).toEqual([job.id]);
    expect(await readdir(join(pictures, job.id))).toHaveLength(1);
    expect(await after.pictures(job.id, 'input')).toHaveLength(1);
    await close();
  });

  it('is a folder of the user’s data where DUALEDIT_JOBS is empty, never the current one', async () => {
    const home = await mkdtemp(join(tmpdir(), 'dualedit-home-'));
    const program = `import { openJobs } from ${JSON.stringify(new URL('../dist/index.js', import.meta.url).href)};
      await (await openJobs({ folder: '' })).close();`;
    const here = join(home, 'here');
    await mkdir(here);
    const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', program], {
      cwd: here,
      env: { PATH: process.env.PATH, HOME: home, DUALEDIT_JOBS: '', DATABASE_URL: '' },
      encoding: 'utf8',
    });
    expect([status, stderr]).toEqual([0, '']);
    expect(await readdir(here)).toEqual([]);
    const made = await readdir(home, { recursive: true });
    expect(made.some((path) => /dualedit.jobs$/.test(path))).toBe(true);
    await rm(home, { recursive: true });
  });
});
