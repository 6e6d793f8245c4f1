import { METHODS } from '@dualedit/core';
import { describe, expect, it } from 'vitest';
import type { BenchItem } from '../data/item.js';
import { compactSweep, htmlSweep, markdownSweep } from '../report/sweep-report.js';
import { madeUpRun } from '../testing/run.js';
import { distinct, easyAndHard, FEW, MANY, parseAxis, STANDARD_AXES, sweepArms } from './sweep.js';

const axes = ['stepSize=0.01,0.02', 'injection.cross=0.4,0.8', 'lossWeights.ccl=0.2,0.4'].map(parseAxis);
const arms = sweepArms(axes, { steps: 7 });

describe('the arms of a sweep', () => {
  it('vary one setting, by every ablation that it can matter to', () => {
    expect(arms.map(({ arm }) => arm.name)).toEqual([
      ...['stepSize 0.01', 'stepSize 0.02'].flatMap((at) => [`${at}, OAL`, `${at}, CCL`, `${at}, both`]),
      ...['injection.cross 0.4', 'injection.cross 0.8'].flatMap((at) =>
        ['none', 'OAL', 'CCL', 'both'].map((losses) => `${at}, ${losses}`),
      ),
      ...['lossWeights.ccl 0.2', 'lossWeights.ccl 0.4'].flatMap((at) => [`${at}, CCL`, `${at}, both`]),
    ]);
    const settings = (name: string) => arms.find(({ arm }) => arm.name === name)!.arm.settings;
    expect(settings('stepSize 0.02, OAL')).toEqual({
      steps: 7,
      stepSize: 0.02,
      lossWeights: { oal: 1, ccl: 0 },
    });
    expect(settings('lossWeights.ccl 0.2, CCL').lossWeights).toEqual({ oal: 0, ccl: 0.2 });
    expect(settings('injection.cross 0.4, none').injection).toEqual({
      ...METHODS.p2p.defaults.injection,
      cross: 0.4,
    });
  });

  it('are made once where they differ in name alone', () => {
    const { made, named } = distinct(arms);
    // The defaults, cross 0.8 and weight 0.4, stand for each other.
    expect(made).toHaveLength(arms.length - 2);
    const run = named(madeUpRun(made, 2, (arm) => ({ clip: arm.length })));
    expect(Object.keys(run.items[0]!.arms)).toHaveLength(arms.length);
    expect(run.items[0]!.arms['lossWeights.ccl 0.4, both']).toBe(
      run.items[0]!.arms['injection.cross 0.8, both'],
    );
  });

  it('know every standard setting', () => {
    for (const { setting, values } of STANDARD_AXES) {
      expect(parseAxis(`${setting}=${values}`)).toEqual({ setting, values });
      expect(values.length).toBeGreaterThan(1);
    }
  });

  it.each([
    ['stepSize', 'sweep-axis'],
    ['stepSize=a,b', 'sweep-axis'],
    ['stride=1,2', 'arm-setting'],
  ])('say what is wrong with %s', (text, code) => {
    expect(() => parseAxis(text)).toThrow(expect.objectContaining({ code }));
  });
});

it('takes easy pictures and hard ones', () => {
  const item = (id: string, edits: number) => ({ id, edits: Array(edits).fill({}) }) as unknown as BenchItem;
  const items = [item('a', 1), item('b', 3), item('c', 2), item('d', 7), item('e', 1)];
  const { items: taken } = easyAndHard({ name: 'x', skipped: [], items }, 2, 5);
  expect(taken.map(({ id, split }) => [id, split])).toEqual([
    ...[
      ['a', FEW],
      ['c', FEW],
    ],
    ...[
      ['b', MANY],
      ['d', MANY],
    ],
  ]);
});

it('is reported as tables and curves, a line for each choice of losses', () => {
  const { made, named } = distinct(arms);
  const run = named(madeUpRun(made, 4, (arm, at) => ({ clip: arm.length + at, bgSsim: at })));
  const facts = { title: 'A sweep', commit: 'c', machine: 'm' };
  const markdown = markdownSweep(run, arms, facts).join('\n');
  expect(markdown).toContain('| apart | lossWeights.ccl 0.2, CCL |');
  expect(markdown.match(/^## /gm)).toHaveLength(axes.length);
  const [, , first, ...rest] = compactSweep(run, arms);
  // Longer names have the higher made-up score.
  expect(first).toMatch(/^\| stepSize \| 0.01 \| – \/ \d+\.\d+ \/ \d+\.\d+ \/ \*\*\d+\.\d+\*\* \|/);
  expect(rest).toHaveLength(5);
  const html = htmlSweep(run, arms, facts);
  expect(html.match(/<figcaption>CLIP ↑/g)).toHaveLength(2 * axes.length);
  expect(html.match(/▬ none/g)!.length).toBeGreaterThan(0);
});
