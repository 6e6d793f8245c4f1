// Ways to edit in a few steps, and the usual way beside them.
import type { EditOptions } from '@dualedit/editor';

export interface Arm {
  name: string;
  options: Pick<EditOptions, 'fast' | 'settings' | 'method' | 'inversion'>;
}

const none = {};
const fast = (name: string, settings: NonNullable<EditOptions['settings']>): Arm => ({
  name,
  options: { fast: true, settings },
});

const LOSSES = { oal: 1, ccl: 0.4 };

/** Arms by the question that they answer. */
export const SWEEPS: Record<string, Arm[]> = {
  steps: [
    { name: 'many steps', options: { fast: false } },
    ...[4, 6, 8, 10].map((steps) => fast(`${steps} steps`, { steps })),
    {
      name: 'the many-step model in 8 steps, virtual inversion',
      options: { fast: false, inversion: 'virtual', settings: { steps: 8, lossWeights: none } },
    },
  ],
  redraw: [0, 0.5, 1].map((redraw) => fast(`redraw ${redraw}`, { redraw })),
  guidance: [2, 2.75, 3.5, 4.5].map((guidanceScale) => fast(`guidance ${guidanceScale}`, { guidanceScale })),
  injection: [
    { cross: 0.8, self: 0.5, selfInsideObjects: 0 },
    { cross: 0.5, self: 0.3, selfInsideObjects: 0 },
    { cross: 0.3, self: 0.2, selfInsideObjects: 0 },
    { cross: 0, self: 0.5, selfInsideObjects: 0 },
  ].map((injection) => fast(`cross ${injection.cross}, self ${injection.self}`, { injection })),
  losses: [
    fast('no losses', { lossWeights: none }),
    ...[0.4, 1].flatMap((optimize) =>
      [0.005, 0.015, 0.03].map((stepSize) =>
        fast(`losses in ${optimize} of the steps, step size ${stepSize}`, {
          lossWeights: LOSSES,
          optimize,
          stepSize,
          innerIterations: 3,
        }),
      ),
    ),
    fast('object alignment alone', { lossWeights: { oal: 1 }, optimize: 0.4, innerIterations: 3 }),
    fast('color consistency alone', { lossWeights: { ccl: 1 }, optimize: 0.4, innerIterations: 3 }),
  ],
};
