// Real processes, really killed. The figures of longer runs are in results/jobs.json.
import { describe, expect, it, vi } from 'vitest';
import { isMissing, KINDS } from '../testing/databases.mjs';
import { load } from '../testing/load.mjs';
import { killAtRandom } from '../testing/random-kills.mjs';
import {
  cancelBoth,
  databaseAway,
  freezeWorker,
  killFrontEnd,
  killWorker,
  secondProcess,
} from '../testing/scenarios.mjs';

vi.setConfig({ maxConcurrency: 2 });

const once = { lost: 0, twice: 0 };

for (const kind of KINDS)
  describe.skipIf(isMissing(kind)).concurrent(`with processes that are killed (${kind})`, () => {
    it('runs a job again whose worker was killed, and answers it once', async () => {
      expect(await killWorker(kind)).toMatchObject({ ...once, state: 'done', reasons: ['worker-lost'] });
    });

    it.each(kind === 'postgres' ? ['away', 'before', 'after'] : ['away', 'after'])(
      'answers once, where the front end was killed: %s',
      async (moment) => {
        const figures = await killFrontEnd(kind, moment, { settleSeconds: 0.3 });
        expect(figures).toMatchObject({
          ...once,
          message: 'status-of-hat',
          attempts: moment === 'away' ? 1 : 2,
        });
        expect(figures.undelivered).toBe(0);
      },
    );

    it('loses nothing while the database is away', async () => {
      expect(await databaseAway(kind, { awaySeconds: 2, jobs: 8 })).toMatchObject({ ...once, done: 8 });
    });

    it('cancels what waits and what runs', async () => {
      expect(await cancelBoth(kind)).toMatchObject({ ...once, states: ['cancelled', 'cancelled'] });
    });

    it('does many jobs of many users once each, in turns', async () => {
      const figures = await load(kind, { jobs: 40, users: 8 });
      expect(figures).toMatchObject({ ...once, startedTwice: 0, done: 40 });
      expect(figures.fairness.taken).toBeGreaterThan(8);
      // Three workers record their starts in their own order: on a busy machine, one may do so rounds after its turn.
      expect(figures.fairness.largestLead).toBeLessThanOrEqual(4);
      expect(figures.firstComeFirstServed.largestLead).toBeGreaterThan(8);
    });
  });

describe('with processes that are in each other’s way', () => {
  it.skipIf(isMissing('postgres'))('drops the result of a worker that stood still too long', async () => {
    expect(await freezeWorker()).toMatchObject({ ...once, starts: 2, reasons: ['worker-lost'] });
  });

  it.skipIf(isMissing('postgres'))(
    'loses nothing where the database is away for longer than calls wait',
    async () => {
      const figures = await databaseAway('postgres', { awaySeconds: 8, jobs: 8, patienceSeconds: 1 });
      expect(figures).toMatchObject({ ...once, done: 8 });
      expect(figures.failedTries).toEqual([]);
    },
  );

  it('refuses a second process on the embedded folder, by its name', async () => {
    const figures = await secondProcess();
    expect(figures).toMatchObject({ ...once, code: 'jobs-folder-taken', namesProcess: true });
    expect(figures.hint).toContain('DATABASE_URL');
  });
});

it.skipIf(isMissing('postgres'))(
  'bots, workers and the database, killed at random: nothing lost, doubled or stuck',
  async () => {
    const figures = await killAtRandom({ kills: 8, jobs: 6, seed: 7 });
    expect(figures).toMatchObject({ jobs: 6, done: 6, failed: 0, lost: 0, doubled: 0, stuck: 0 });
  },
);
