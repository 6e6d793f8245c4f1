import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseArm } from '../run/arm.js';
import { madeUpRun } from '../testing/run.js';
import { estimateDifference, estimateMean, isClear } from './bootstrap.js';
import { compareRuns, markdownChanges } from './compare.js';
import { markdownReport } from './markdown.js';
import { fillTable, STANDARD_ARMS, tablePlans } from './plan.js';
import { markdownTable } from './table.js';
import { valuesOf } from './values.js';
import { defeats, sayDefeats } from './verdict.js';

describe('the bootstrap', () => {
  it('agrees with the normal interval of a mean of many, and is the same each time', () => {
    const values = Array.from({ length: 400 }, (_, i) => Math.sin(i * 12.9898) * 10);
    const { mean, low, high, n } = estimateMean(values)!;
    const deviation = Math.sqrt(values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / values.length);
    const half = (1.96 * deviation) / Math.sqrt(values.length);
    expect(n).toBe(400);
    expect(low).toBeGreaterThan(mean - 1.15 * half);
    expect(low).toBeLessThan(mean - 0.85 * half);
    expect(high - mean).toBeGreaterThan(0.85 * half);
    expect(high - mean).toBeLessThan(1.15 * half);
    expect(estimateMean(values)).toEqual(estimateMean(values));
  });

  it('holds the mean within its interval, and the interval within the values', () => {
    const values = fc.array(fc.double({ min: -100, max: 100, noNaN: true }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(values, (some) => {
        const { low, high } = estimateMean(some)!;
        expect(low).toBeLessThanOrEqual(high);
        expect(low).toBeGreaterThanOrEqual(Math.min(...some) - 1e-9);
        expect(high).toBeLessThanOrEqual(Math.max(...some) + 1e-9);
      }),
      { numRuns: 30 },
    );
    expect(estimateMean([])).toBeUndefined();
  });

  it('pairs what both have: a small steady difference is clear beneath large spreads', () => {
    const a = new Map(Array.from({ length: 20 }, (_, i) => [`${i}`, 10 * i + 1 + (i % 2) * 0.2]));
    const b = new Map(Array.from({ length: 30 }, (_, i) => [`${i}`, 10 * i]));
    const difference = estimateDifference(a, b)!;
    expect(difference.mean).toBeCloseTo(1.1, 6);
    expect([difference.n, isClear(difference)]).toEqual([20, true]);
    expect(isClear({ mean: 1, low: 0.9, high: 1.1, n: 3 })).toBe(false);
  });
});

const OTHERS = ['CDS', 'Guide-and-Rescale', 'OIR', 'LocInv', 'LoMOE'];
const run = madeUpRun(STANDARD_ARMS, 12, (arm, at) => ({
  clip: { 'MDE-Edit': 0.3, P2P: 0.2, 'MAG-Edit': 0.25, unedited: 0.9 }[arm] ?? 0.1,
  bgSsim: (arm === 'P2P' ? 0.95 : 0.9) + 0.001 * (at % 3),
  targetColor: at % 4 === 0 ? 1 : null,
}));

describe('tables', () => {
  it('give means with intervals, by split, and mark the best arm; references do not compete', () => {
    const [methods] = tablePlans(run.arms.map(({ name }) => name));
    const table = fillTable(run, methods!);
    const clip = table.columns.findIndex(({ metric, scope }) => metric === 'clip' && scope === 'pasted');
    const rows = table.rows.filter(({ split }) => split === 'all');
    expect(rows.map(({ name, cells }) => [name, cells[clip]!.estimate?.mean, cells[clip]!.best])).toEqual([
      ['P2P', expect.closeTo(0.2), false],
      ...OTHERS.map((name) => [name, expect.closeTo(0.1), false]),
      ['MAG-Edit', expect.closeTo(0.25), false],
      ['MDE-Edit', expect.closeTo(0.3), true],
      ['unedited', expect.closeTo(0.9), false],
      ['autoencoder', undefined, false],
      ['true answer', undefined, false],
    ]);
    const lines = markdownTable(table);
    expect(new Set(lines.map((line) => line.split('|').length)).size).toBe(1);
    expect(lines.find((line) => line.startsWith('| apart | MDE-Edit'))).toContain('**0.300 (0.300…0.300)**');
  });

  it('have a group of rows for each split and kind of edits, and references in the last alone', () => {
    const { rows } = fillTable(run, tablePlans(run.arms.map(({ name }) => name))[0]!);
    const groups = ['apart', 'overlapping', 'attributes alone', 'new objects', 'all'];
    expect([...new Set(rows.map(({ split }) => split))]).toEqual(groups);
    expect(groups.map((group) => rows.filter(({ split }) => split === group).length)).toEqual([
      8, 8, 8, 8, 11,
    ]);
    const clip = { row: 'P2P', metric: 'clip', scope: 'pasted' } as const;
    expect([...valuesOf(run, { ...clip, split: 'attributes alone' }).keys()]).toEqual([
      'item-0',
      'item-3',
      'item-6',
      'item-9',
    ]);
  });

  it('leave out what a picture has nothing for', () => {
    const colours = valuesOf(run, { row: 'P2P', metric: 'targetColor', scope: 'pasted' });
    expect([...colours.values()]).toEqual([1, 1, 1]);
    expect(valuesOf(run, { row: 'P2P', metric: 'kept', scope: 'pasted' }).size).toBe(0);
  });

  it('name the ablation by its losses, or all arms where they are not the standard ones', () => {
    const ablation = fillTable(run, tablePlans(run.arms.map(({ name }) => name))[1]!);
    expect(new Set(ablation.rows.map(({ name }) => name))).toEqual(
      new Set(['none', 'OAL', 'CCL', 'both', 'autoencoder', 'true answer']),
    );
    expect(tablePlans(['a', 'b']).map(({ title, rows }) => [title, [...rows.keys()]])).toEqual([
      ['All', ['a', 'b']],
    ]);
  });
});

describe('where a method is not the best', () => {
  const columns = [
    { metric: 'clip', scope: 'pasted' },
    { metric: 'bgSsim', scope: 'model' },
  ] as const;
  const request = { arms: ['P2P', 'MAG-Edit', 'MDE-Edit'], columns, splits: ['all'] };

  it('is said with who is better and by how much', () => {
    expect(sayDefeats('MDE-Edit', defeats(run, 'MDE-Edit', request))).toEqual([
      'all: BG-SSIM (drawn) ↑ is better with P2P, by 0.0500 (difference 0.0500 to 0.0500: beyond chance).',
    ]);
    expect(sayDefeats('P2P', defeats(run, 'P2P', { ...request, columns: columns.slice(1) }))).toEqual([
      'P2P has the best mean in every column and split.',
    ]);
    const markdown = markdownReport(run, { title: 'A title', commit: 'abc', machine: 'm' }).join('\n');
    expect(markdown).toContain('Where MDE-Edit is not the best (Methods)');
    expect(markdown).toContain('better with P2P');
    expect(markdown).toContain('P2P 80 + 0; CDS 80 + 0');
  });
});

describe('two runs', () => {
  it('are compared arm by arm on what both have', () => {
    const better = madeUpRun([parseArm('P2P: p2p')], 8, () => ({ clip: 0.4, bgSsim: 0.95, structure: 1 }));
    const changes = compareRuns(run, better).filter(({ scope }) => scope === 'pasted');
    expect(changes.map(({ metric, verdict }) => [metric, verdict])).toEqual([
      ['clip', 'better'],
      ['bgSsim', 'worse'],
    ]);
    expect(changes[0]!.difference).toMatchObject({ mean: expect.closeTo(0.2), n: 8 });
    expect(markdownChanges(changes)).toHaveLength(4);
  });
});
