import { describe, expect, it } from 'vitest';
import { parseArm } from '../run/arm.js';
import type { BenchRun } from '../run/result.js';
import { madeUpRun } from '../testing/run.js';
import { leaderboard, markdownLeaderboard } from './leaderboard.js';
import { markdownReport } from './markdown.js';
import { markdownWorse, whatGotWorse } from './worse.js';

const arms = ['ours: mde', 'other: p2p'].map(parseArm);
const runOf = (right: (arm: string, at: number) => boolean) =>
  madeUpRun(arms, 4, (arm, at) => ({ pictureRight: Number(right(arm, at)), clipObject: 0.5 }));

describe('what got worse', () => {
  const old = runOf((arm) => arm === 'ours');

  it('is what came out before and does not any more', () => {
    const now = runOf((arm, at) => arm === 'ours' && at !== 2);
    expect(whatGotWorse(old, now)).toEqual([
      { id: 'item-2', arm: 'ours', lost: ['cat→dog'], before: 1, now: 0, of: 1 },
    ]);
    expect(markdownWorse(whatGotWorse(old, now))).toHaveLength(3);
    expect(whatGotWorse(now, old)).toEqual([]);
    expect(markdownWorse([])[0]).toContain('No picture');
  });

  it('is also what cannot be made any more', () => {
    const broken: BenchRun = { ...old, items: structuredClone(old.items) };
    broken.items[1]!.arms.ours = { failed: 'internal', message: 'no' };
    expect(whatGotWorse(old, broken).map(({ id }) => id)).toEqual(['item-1']);
  });
});

describe('the leaderboard', () => {
  const run = runOf((arm, at) => arm === 'other' || at === 0);

  it('is ordered by success, with costs', () => {
    const { metric, standings, others } = leaderboard(run);
    expect(metric).toBe('pictureRight');
    expect(standings.map(({ arm, success }) => [arm, success.mean])).toEqual([
      ['other', 1],
      ['ours', 0.25],
    ]);
    expect(standings[0]!.cost).toEqual({ seconds: 1, evaluations: 80, gradients: 0 });
    expect(others).toEqual(['clipObject']);
    expect(markdownLeaderboard(leaderboard(run))[2]).toContain('| 1 | other | 100 % (51…100) |');
  });

  it('is by CLIP where nothing says what is right', () => {
    const photos = madeUpRun(arms, 3, (arm) => ({ clipObject: arm === 'ours' ? 0.3 : 0.2 }));
    expect(leaderboard(photos)).toMatchObject({
      metric: 'clipObject',
      standings: [{ arm: 'ours' }, { arm: 'other' }],
    });
  });

  it('stands in the report, with published numbers of the same data', () => {
    const facts = { title: 'T', commit: 'c', machine: 'm' };
    const lines = markdownReport({ ...run, data: 'ALE-Bench' }, facts).join('\n');
    expect(lines).toContain('## Leaderboard');
    expect(lines).toContain('| ALE | 16.03 | 15.28 |');
    expect(lines).toContain('TELS and TILS compare if --clip is');
    expect(markdownReport(run, facts).join('\n')).not.toContain('Published');
  });
});
