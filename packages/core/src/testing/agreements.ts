import type { Inversion } from '../inversions/inversion.js';
import { cds } from '../methods/cds.js';
import { guideRescale } from '../methods/guide-rescale.js';
import { lomoe } from '../methods/lomoe.js';
import { mde } from '../methods/mde.js';
import { oir } from '../methods/oir.js';
import type { Programs } from '../programs/programs.js';
import { editTiny, invertTiny, learnTiny, methodFacts, type Prediction, steps } from './tiny-methods.js';
import { facts, plan } from './tiny-unet.js';

/** Runs one edit of the tiny scene and returns its latent. */
export type Agreement = (programs: Programs) => Promise<Float32Array>;

const attention = { ...mde.defaults, injection: plan.schedule, ...facts.edit.settings };

const byLoop =
  (inversion: 'virtual' | 'edit-friendly', kind: Prediction, lossWeights: object): Agreement =>
  async (programs) => {
    const inverted: Inversion = await invertTiny(programs, inversion, kind);
    const settings = { ...attention, lossWeights };
    return (await editTiny(programs, mde, { kind, inversion: inverted, settings })).latent;
  };

function stochastic(): Record<string, Agreement> {
  const cases: Record<string, Agreement> = {};
  for (const inversion of ['virtual', 'edit-friendly'] as const) {
    for (const kind of ['v_prediction', 'epsilon'] as const) {
      cases[`${inversion}-${kind}-without-losses`] = byLoop(inversion, kind, {});
      cases[`${inversion}-${kind}`] = byLoop(inversion, kind, attention.lossWeights);
    }
  }
  return cases;
}

function regions(): Record<string, Agreement> {
  const cases: Record<string, Agreement> = {};
  for (const kind of ['v_prediction', 'epsilon'] as const) {
    cases[`lomoe-${kind}`] = async (programs) => {
      const settings = { ...lomoe.defaults, steps, rate: methodFacts.lomoe.rate };
      const inversion = await invertTiny(programs, 'direct', kind);
      return (await editTiny(programs, lomoe, { kind, inversion, settings })).latent;
    };
  }
  return cases;
}

function learned(): Record<string, Agreement> {
  const cases: Record<string, Agreement> = {};
  for (const name of ['locinv', 'locinv-box'] as const) {
    const made = once((programs: Programs) => learnTiny(programs, name));
    cases[name] = async (programs) => {
      const settings = { ...attention, steps: methodFacts.locinv.steps[name], lossWeights: {} };
      return (await editTiny(programs, mde, { kind: 'v_prediction', ...(await made(programs)), settings }))
        .latent;
    };
    cases[`${name}-reconstruction`] = async (programs) => (await made(programs)).inversion.trajectory[0]!;
  }
  return cases;
}

function comparisons(): Record<string, Agreement> {
  const cases: Record<string, Agreement> = {};
  for (const kind of ['v_prediction', 'epsilon'] as const) {
    cases[`cds-${kind}`] = async (programs) => {
      const { iterations, descent } = methodFacts.cds;
      const settings = { ...cds.defaults, steps, iterations, descent };
      const inversion = await invertTiny(programs, 'none', kind);
      return (await editTiny(programs, cds, { kind, inversion, settings })).latent;
    };
    cases[`guide-rescale-${kind}`] = async (programs) => {
      const settings = { ...guideRescale.defaults, steps };
      const inversion = await invertTiny(programs, 'direct', kind);
      return (await editTiny(programs, guideRescale, { kind, inversion, settings })).latent;
    };
  }
  cases['oir-v_prediction'] = async (programs) => {
    const settings = { ...oir.defaults, steps, reassembly: 1 / 3, reinversion: 1 / 3, depths: 2 };
    const inversion = await invertTiny(programs, 'direct', 'v_prediction');
    return (await editTiny(programs, oir, { kind: 'v_prediction', inversion, settings })).latent;
  };
  return cases;
}

/** Makes something once. */
function once<T>(make: (programs: Programs) => Promise<T>): (programs: Programs) => Promise<T> {
  let made: Promise<T> | undefined;
  return (programs) => (made ??= make(programs));
}

/** Every edit that the reference makes too, by the name of the latent that it wrote. */
export const AGREEMENTS: Record<string, Agreement> = {
  ...stochastic(),
  ...regions(),
  ...learned(),
  ...comparisons(),
};
