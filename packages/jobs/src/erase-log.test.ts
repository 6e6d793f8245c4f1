import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isMissing, startDatabase } from '../testing/databases.mjs';
import { until } from '../testing/opened.mjs';
import { requestOf } from '../testing/requests.mjs';
import { tracesIn } from '../testing/traces.mjs';
import { openJobs } from './index.js';

describe.skipIf(isMissing('postgres'))('the log of a server', () => {
  let server: Awaited<ReturnType<typeof startDatabase>>;
  let admin: pg.Client;
  beforeAll(async () => {
    server = await startDatabase('postgres');
    admin = new pg.Client(server.store.databaseUrl);
    await admin.connect();
  });
  afterAll(async () => {
    await admin.end();
    await server.stop();
  });

  it('is erased where the user may, and said to be kept where not', async () => {
    await admin.query('create role owner login');
    await admin.query('create database owned owner owner');
    const databaseUrl = server.store.databaseUrl
      .replace('//dualedit@', '//owner@')
      .replace(/postgres$/, 'owned');
    const troubles: unknown[] = [];
    const jobs = await openJobs({ databaseUrl, onTrouble: (error) => troubles.push(error) });
    const ask = async (command: string) => {
      const { job } = await jobs.enqueue(await requestOf(command, { command }));
      await jobs.users.delete(job.user);
    };
    const left = async (command: string) =>
      (await tracesIn(server.folder, { command: Buffer.from(command) })).counts.command!;

    await ask('first-mark');
    await until(() => troubles.length > 0);
    expect(troubles).toMatchObject([{ code: 'log-kept', hint: expect.stringContaining('grant') }]);
    expect(await left('first-mark')).toBeGreaterThan(0);

    await admin.query('grant pg_checkpoint, pg_monitor to owner');
    await ask('second-mark');
    await until(async () => (await left('first-mark')) + (await left('second-mark')) === 0, 200, 200);
    expect(troubles).toHaveLength(1);
    await jobs.close();
  });
});
