import { DualeditError, type Progress, type Stage } from '@dualedit/foundation';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { METHODS } from '../methods/methods.js';
import { editStages } from './plan.js';
import { Stopwatch, type TimedStage } from './progress.js';
import { resolveSettings } from './resolve.js';

const stages: TimedStage[] = [
  { name: 'load', costs: [10] },
  { name: 'invert', costs: [1, 1, 1, 1] },
  { name: 'segment', costs: [2] },
  { name: 'edit', costs: [8, 8, 2, 2] },
];

/** A watch, and what it reported. */
function started(of: TimedStage[] = stages) {
  const reports: Progress[] = [];
  return { reports, watch: new Stopwatch((progress) => reports.push(progress), of) };
}

const nothing = async () => {};

describe('progress', () => {
  it('is the share of the expected cost, step by step', async () => {
    const { reports, watch } = started();
    await watch.stage(0, nothing);
    await watch.stage(1, async (onStep) => onStep(2, 4));
    await watch.stage(2, nothing);
    await watch.stage(3, async (onStep) => onStep(1, 4));
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
    ]);
  });

  it('never goes back or beyond the end, however many steps a stage reports, and ends at 1', async () => {
    const name = fc.constantFrom<Stage>('load', 'invert', 'segment', 'edit', 'decode');
    const costs = fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 9 });
    const made = fc.record({ name, costs, reported: fc.integer({ min: 0, max: 9 }) });
    await fc.assert(
      fc.asyncProperty(fc.array(made, { minLength: 1 }), async (done) => {
        fc.pre(done.some((stage) => stage.costs.length > 0));
        const { reports, watch } = started(done);
        for (const [index, { reported }] of done.entries()) {
          await watch.stage(index, async (onStep) => {
            for (let step = 1; step <= reported; step++) onStep(step, reported);
          });
        }
        const fractions = reports.map(({ fraction }) => fraction);
        expect(fractions).toEqual(fractions.toSorted((a, b) => a - b));
        expect(fractions.at(-1)).toBe(1);
      }),
    );
  });

  it('guesses the time left once models run, from how fast they do', async () => {
    const { reports, watch } = started();
    await watch.stage(0, nothing);
    expect(reports.every(({ etaSeconds }) => etaSeconds === undefined)).toBe(true);
    await watch.stage(1, async (onStep) => onStep(4, 4));
    await watch.stage(2, nothing);
    await watch.stage(3, nothing);
    expect(reports.at(-2)!.etaSeconds).toBeGreaterThanOrEqual(0);
    expect(reports.at(-1)!.etaSeconds).toBe(0);
  });

  it('says of a stage that few need how long it may take, by how fast those before it ran', async () => {
    const { reports, watch } = started([...stages, { name: 'retry', costs: [], spare: 52 }]);
    for (const index of [0, 1, 2, 3]) await watch.stage(index, nothing);
    await watch.stage(4, async (onStep) => {
      onStep(13, 52);
      onStep(52, 52);
    });
    const retries = reports.filter(({ stage }) => stage === 'retry');
    expect(retries.every(({ fraction }) => fraction === 1)).toBe(true);
    const [most, later, none] = retries.map(({ etaSeconds }) => etaSeconds!);
    expect(most).toBeGreaterThan(0);
    expect(later! / most!).toBeCloseTo(0.75, 5);
    expect(none).toBe(0);
  });

  /** A pack that says nothing of its own. */
  const plain = {
    defaults: {},
    unet: { inChannels: 4, outChannels: 4, sampleSize: 64, crossAttentionDim: 768 },
  };

  it('expects an optimised step to take longer, and none without losses', () => {
    const planned = (method: keyof typeof METHODS) =>
      editStages(resolveSettings({ method }, plain), {
        hasMaskSource: false,
        isInverted: false,
        needsMasks: true,
      });
    const edit = (method: keyof typeof METHODS) => planned(method).find(({ name }) => name === 'edit')!.costs;
    expect(edit('mde')[19]).toBeGreaterThan(3 * edit('mde')[20]!);
    expect(new Set(edit('p2p')).size).toBe(1);
    expect(planned('p2p').map(({ name, costs }) => [name, costs.length])).toEqual([
      ['load', 1],
      ['invert', 50],
      ['segment', 1],
      ['invert', 50],
      ['invert', 0],
      ['edit', 50],
      ['decode', 1],
      ['compose', 1],
      ['retry', 0],
    ]);
  });
});

it('adds up the seconds of a stage that runs twice', async () => {
  const { watch } = started([
    { name: 'invert', costs: [1] },
    { name: 'invert', costs: [1] },
  ]);
  const wait = () => new Promise<void>((resolve) => setTimeout(resolve, 12));
  await watch.stage(0, wait);
  await watch.stage(1, wait);
  const { invert, total } = watch.timings();
  expect(invert).toBeGreaterThan(0.02);
  expect(total).toBeGreaterThanOrEqual(invert!);
});

describe('an error of a stage', () => {
  const nan = () =>
    new DualeditError({ code: 'model-nan', message: 'Not finite (edit step).', hint: 'Lower it.' });

  it('names stage and step where a number is not finite', async () => {
    const { watch } = started();
    const failed = watch.stage(3, async (onStep) => {
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
    await expect(watch.stage(0, () => Promise.reject(error))).rejects.toBe(error);
  });
});
