import { expect, it } from 'vitest';
import { healthOf } from './health-of.js';

const jobs = (figures: () => Promise<unknown>) => ({ admin: { figures } }) as never;
const worker = { host: 'a' };

it.each([
  ['all is well', () => true, async () => ({ workers: [worker], jobs: {} }), []],
  ['it does not hear', () => false, async () => ({ workers: [worker], jobs: {} }), ['not-connected']],
  ['nothing edits', async () => true, async () => ({ workers: [], jobs: {} }), ['no-worker']],
  ['the database is away', () => true, () => Promise.reject(new Error('away')), ['database-away']],
])('health: %s', async (_, ready, figures, problems) => {
  expect(await healthOf(jobs(figures), { ready })).toMatchObject({ ok: problems.length === 0, problems });
});

it('health: a bot that has not connected yet', async () => {
  const figures = async () => ({ workers: [worker], jobs: {} });
  expect(await healthOf(jobs(figures), undefined)).toMatchObject({ ok: false, problems: ['not-connected'] });
});
