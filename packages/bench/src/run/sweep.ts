import type { MethodSettings } from '@dualedit/core';
import { DualeditError } from '@dualedit/foundation';
import type { BenchData } from '../data/item.js';
import { type Arm, ownSettings, parseArm } from './arm.js';
import type { BenchRun } from './result.js';

/** One setting and the values that it is tried at, all others as they are. */
export interface Axis {
  /** As arms name it, such as `injection.cross`. */
  setting: string;
  values: readonly number[];
}

/** Which losses move the latent: the rows of the paper's Table 2. */
export const ABLATION = {
  none: 'p2p',
  OAL: 'mde lossWeights.ccl=0',
  CCL: 'mde lossWeights.oal=0',
  both: 'mde',
};
export type Ablated = keyof typeof ABLATION;

/** Settings that mean nothing without losses. */
const OF_LOSSES = /^(stepSize|innerIterations|optimize|minImprovement|objectScale|lossSide|lossWeights\..*)$/;

/** Step size, iterations, how long, balance, sites, gates, and how far masks grow. */
export const STANDARD_AXES: readonly Axis[] = [
  'stepSize=0.006,0.015,0.04',
  'innerIterations=1,4,10',
  'optimize=0.2,0.4,0.8',
  'lossWeights.ccl=0.2,0.4,1.25',
  'lossSide=8,16',
  'injection.cross=0.4,0.8,1',
  'injection.self=0.2,0.5,0.8',
  'maskMargin=0,0.03125,0.0625',
].map(parseAxis);

/**
 * Reads `SETTING=VALUE,VALUE,…`.
 * @throws DualeditError `sweep-axis`, `arm-setting`
 */
export function parseAxis(text: string): Axis {
  const [setting = '', list = ''] = text.split('=', 2);
  const values = list.split(',').map(Number);
  if (list === '' || !values.every(Number.isFinite)) {
    throw new DualeditError({
      code: 'sweep-axis',
      message: `Expected SETTING=VALUE,VALUE,… but received ${JSON.stringify(text)}.`,
      hint: 'Write for example "stepSize=0.01,0.02,0.04".',
      received: text,
    });
  }
  parseArm(`mde ${setting}=${values[0]}`);
  return { setting, values };
}

/** One arm of a sweep. */
export interface SweepArm {
  axis: Axis;
  value: number;
  ablated: Ablated;
  arm: Arm;
}

/** Every value of every axis by every ablation that it can matter to. */
export function sweepArms(axes: readonly Axis[], common: Partial<MethodSettings>): SweepArm[] {
  return axes.flatMap((axis) =>
    axis.values.flatMap((value) =>
      ablationsOf(axis).map((ablated) => {
        const arm = parseArm(
          `${axis.setting} ${value}, ${ablated}: ${ABLATION[ablated]} ${axis.setting}=${value}`,
        );
        return { axis, value, ablated, arm: { ...arm, settings: { ...common, ...arm.settings } } };
      }),
    ),
  );
}

function ablationsOf({ setting }: Axis): Ablated[] {
  const weighed = /^lossWeights\.(.*)$/.exec(setting)?.[1];
  if (weighed !== undefined) return [weighed === 'ccl' ? 'CCL' : 'OAL', 'both'];
  return OF_LOSSES.test(setting) ? ['OAL', 'CCL', 'both'] : ['none', 'OAL', 'CCL', 'both'];
}

export const FEW = 'one or two edits';
export const MANY = 'three edits or more';

/** The first items with one or two edits and the first with more, which are harder; their splits say which. */
export function easyAndHard(data: BenchData, few: number, many: number): BenchData {
  const sorted = data.items.map((item) => ({ ...item, split: item.edits.length < 3 ? FEW : MANY }));
  const first = (split: string, count: number) =>
    sorted.filter((item) => item.split === split).slice(0, count);
  return { ...data, items: [...first(FEW, few), ...first(MANY, many)] };
}

/** Arms that differ in name alone are made once; the run then has the result under each name. */
export function distinct(arms: readonly SweepArm[]): { made: Arm[]; named(run: BenchRun): BenchRun } {
  const first = new Map<string, Arm>();
  const key = (arm: Arm) => JSON.stringify({ ...ownSettings(arm), ...arm.settings });
  for (const { arm } of arms) if (!first.has(key(arm))) first.set(key(arm), arm);
  return {
    made: [...first.values()],
    named: (run) => ({
      ...run,
      items: run.items.map((item) => ({
        ...item,
        arms: Object.fromEntries(arms.map(({ arm }) => [arm.name, item.arms[first.get(key(arm))!.name]!])),
      })),
    }),
  };
}
