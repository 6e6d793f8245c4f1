import { DualeditError, type Progress, type Stage } from '@dualedit/foundation';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { METHODS } from '../methods/attention-control/settings.js';
import { editPhases, loadPhase, maskPhases, type Phase } from './phases.js';
import { Stopwatch } from './progress.js';

const phases: Phase[] = [
  { stage: 'load', costs: [10] },
  { stage: 'invert', costs: [1, 1, 1, 1] },
  { stage: 'segment', costs: [2] },
  { stage: 'edit', costs: [8, 8, 2, 2] },
];

/** A watch, and what it reported. */
function started(of: Phase[] = phases) {
  const reports: Progress[] = [];
  return { reports, watch: new Stopwatch((progress) => reports.push(progress), of) };
}

const nothing = async () => {};

describe('progress', () => {
  it('is the share of the expected cost, step by step', async () => {
    const { reports, watch } = started();
    await watch.stage('load', nothing);
    await watch.stage('invert', async (onStep) => onStep(2, 4));
    await watch.stage('segment', nothing);
    await watch.stage('edit', async (onStep) => onStep(1, 4));
    watch.finish();
    const of36 = reports.map(({ stage, fraction }) => [stage, Math.round(fraction * 36)]);
    expect(of36).toEqual([
      ['load', 0],
      ['load', 10],
      ['invert', 10],
      ['invert', 12],
      ['invert', 14],
      ['segment', 14],
      ['segment', 16],
      ['edit', 16],
      ['edit', 24],
      ['edit', 36],
      ['compose', 36],
    ]);
  });

  it('passes over what did not come to pass, and never goes back or beyond the end', async () => {
    const stage = fc.constantFrom<Stage>('load', 'invert', 'segment', 'edit', 'decode');
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(stage, fc.integer({ min: 1, max: 9 }))), async (done) => {
        const { reports, watch } = started();
        for (const [name, total] of done) {
          await watch.stage(name, async (onStep) => {
            for (let step = 1; step <= total; step++) onStep(step, total);
          });
        }
        watch.finish();
        const fractions = reports.map(({ fraction }) => fraction);
        expect(fractions).toEqual(fractions.toSorted((a, b) => a - b));
        expect(fractions.at(-1)).toBe(1);
      }),
    );
  });

  it('guesses the time left once models run, from how fast they do', async () => {
    const { reports, watch } = started();
    await watch.stage('load', nothing);
    expect(reports.every(({ etaSeconds }) => etaSeconds === undefined)).toBe(true);
    await watch.stage('invert', async (onStep) => onStep(4, 4));
    watch.finish();
    expect(reports.at(-2)!.etaSeconds).toBeGreaterThanOrEqual(0);
    expect(reports.at(-1)!.etaSeconds).toBe(0);
  });

  it('expects an optimised step to take longer, and none without losses', () => {
    const edit = (method: keyof typeof METHODS) =>
      editPhases(METHODS[method], 'direct').find(({ stage }) => stage === 'edit')!.costs;
    expect(edit('mde')[19]).toBeGreaterThan(3 * edit('mde')[20]!);
    expect(new Set(edit('p2p')).size).toBe(1);
    expect([loadPhase, ...maskPhases(7)].map(({ costs }) => costs.length)).toEqual([1, 7, 1]);
  });
});

it('adds up the seconds of a stage that runs twice', async () => {
  const { watch } = started();
  const wait = () => new Promise<void>((resolve) => setTimeout(resolve, 12));
  await watch.stage('invert', wait);
  await watch.stage('invert', wait);
  const { invert, total } = watch.finish();
  expect(invert).toBeGreaterThan(0.02);
  expect(total).toBeGreaterThanOrEqual(invert!);
});

describe('an error of a stage', () => {
  const nan = () =>
    new DualeditError({ code: 'model-nan', message: 'Not finite (edit step).', hint: 'Lower it.' });

  it('names stage and step where a number is not finite', async () => {
    const { watch } = started();
    const failed = watch.stage('edit', async (onStep) => {
      onStep(2, 4);
      throw nan();
    });
    await expect(failed).rejects.toMatchObject({
      code: 'model-nan',
      message: 'Not finite (edit step), at step 3 of 4 of the stage "edit".',
      received: { stage: 'edit', step: 3, steps: 4 },
    });
  });

  it('is passed on as it is otherwise', async () => {
    const { watch } = started();
    const error = new Error('other');
    await expect(watch.stage('load', () => Promise.reject(error))).rejects.toBe(error);
  });
});
