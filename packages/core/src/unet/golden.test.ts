import { fileURLToPath } from 'node:url';
import { averageMask, type Mask } from '@dualedit/foundation';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ddimSchedule } from '../diffusion/ddim.js';
import { invertDirect, type Trajectory } from '../inversion/direct.js';
import { updateLatent } from '../methods/latent-update.js';
import { mdeEdit } from '../methods/mde-edit.js';
import { latentMask } from '../methods/plan.js';
import { MDE_EDIT, type MethodSettings } from '../methods/settings.js';
import { openGolden, relativeError } from '../testing/golden.js';
import { compileDenoise, type Denoise } from './denoise.js';
import { compileEditStep, type EditStep } from './edit-step.js';
import type { InjectionPlan } from './injection.js';
import { compileLatentGradient, type LatentGradient, type LossEdit } from './latent-gradient.js';
import { compileSourceMaps, type SourceMaps } from './source-maps.js';
import { UnetSource } from './unet-source.js';

// A tiny random UNet, and what PyTorch's autograd computes with it in 64-bit floats (reference/).
const folder = fileURLToPath(new URL('../__fixtures__/tiny-unet/', import.meta.url));
const { facts, array } = openGolden(folder);

const file = (name: string) => array(`${name}.npy`);
const states = {
  source: file('states-source'),
  unconditional: file('states-unconditional'),
  target: file('states-target'),
};
const [sourceLatent, editLatent] = [file('latent-source'), file('latent-edit')];
const grid = file('latent-mask');
const masks: Mask[] = [0, 1].map((i) => ({
  width: 64,
  height: 64,
  data: Uint8Array.from(file(`mask-${i}`)),
}));

const plan: InjectionPlan = {
  tokenMap: Int32Array.from(facts.tokenMap),
  schedule: facts.injection,
  // Soft masks, unlike an edit's own: every gate between 0 and 1 is to be seen.
  editsAt: (positions) => lossEdits(positions).map((edit, i) => ({ ...facts.edits[i], ...edit })),
};

function lossEdits(positions: number): LossEdit[] {
  const side = Math.sqrt(positions);
  return masks.map((mask, i) => ({ ...facts.edits[i], mask: averageMask(mask, side, side) }));
}

let [denoise, sourceMaps, editStep, gradient] = [] as unknown as [
  Denoise,
  SourceMaps,
  EditStep,
  LatentGradient,
];

beforeAll(async () => {
  const shape = { channels: 4, height: 32, width: 32, tokens: 8, stateSize: 16 };
  const unet = await UnetSource.open(`${folder}model.onnx`, shape);
  denoise = await compileDenoise(unet);
  sourceMaps = await compileSourceMaps(unet);
  editStep = await compileEditStep(unet);
  gradient = await compileLatentGradient(unet);
});

afterAll(async () => {
  for (const program of [denoise, sourceMaps, editStep, gradient]) await program?.release();
});

it('sees the masks on the same grids', () => {
  masks.forEach((mask, i) => {
    expect(relativeError(averageMask(mask, 16, 16), file(`mask-${i}-average`))).toBeLessThan(1e-6);
  });
  const union = { ...masks[0]!, data: masks[0]!.data.map((value, i) => Math.max(value, masks[1]!.data[i]!)) };
  expect(latentMask(union, 32, 32)).toEqual(grid);
});

describe('denoise', () => {
  it('predicts what the UNet does', async () => {
    const output = await denoise.run(editLatent, facts.denoise.timestep, states.target);
    expect(relativeError(output, file('denoise'))).toBeLessThan(1e-4);
  });
});

describe('source maps', () => {
  it('are the probabilities of every attention site, in order', async () => {
    const maps = await sourceMaps.run(editLatent, facts.denoise.timestep, states.target);
    const found = sourceMaps.sites.map(({ probabilities: _, ...site }) => site);
    expect(found).toEqual(facts.sites.map(({ max: _, ...site }: { max: number }) => site));
    maps.forEach((map, i) => {
      const { heads, positions, keys, max } = facts.sites[i];
      expect(map.reduce((a, b) => Math.max(a, b))).toBeCloseTo(max, 5);
      expect(
        relativeError(meanOverPositions(map, heads, positions, keys), file(`site-${i}-mean`)),
      ).toBeLessThan(1e-4);
      // 16×16 self-attention is too large to keep whole.
      if (positions * keys <= 4096) expect(relativeError(map, file(`site-${i}`))).toBeLessThan(1e-4);
    });
  });
});

describe('edit step', () => {
  it.each([0, 1])('injects by its gates (case %i)', async (i) => {
    const output = await editStep.run({ sourceLatent, editLatent, states, plan, ...facts.editSteps[i] });
    for (const branch of ['unconditional', 'target'] as const) {
      expect(relativeError(output[branch], file(`edit-step-${i}-${branch}`))).toBeLessThan(1e-4);
    }
  });
});

/** Everything that the losses need at the edit latent. */
async function gradientRequest() {
  const { timestep, done, objectScale } = facts.gradient;
  return {
    ...{ latent: editLatent, timestep, states: states.target, plan, done, objectScale },
    sourceMaps: await sourceMaps.run(sourceLatent, timestep, states.source),
    edits: lossEdits(gradient.positions),
    commonTokens: facts.commonTokens as number[],
  };
}

describe('latent gradient', () => {
  it('reads the cross-attention at 16×16', () => {
    expect(gradient.positions).toBe(256);
  });

  it.each([
    ['oal', { oal: 1, ccl: 0 }],
    ['ccl', { oal: 0, ccl: 1 }],
  ] as const)('has the value and the gradient of %s', async (loss, weights) => {
    const result = await gradient.run({ ...(await gradientRequest()), weights });
    expect(result.oal / facts.gradient.oal).toBeCloseTo(1, 5);
    expect(result.ccl / facts.gradient.ccl).toBeCloseTo(1, 5);
    expect(relativeError(result.gradient, file(`gradient-${loss}`))).toBeLessThan(1e-4);
  });

  it('weighs the two', async () => {
    const result = await gradient.run({ ...(await gradientRequest()), weights: { oal: 0.3, ccl: 40 } });
    const [oal, ccl] = [file('gradient-oal'), file('gradient-ccl')];
    const expected = oal.map((g, i) => 0.3 * g + 40 * ccl[i]!);
    expect(relativeError(result.gradient, expected)).toBeLessThan(1e-4);
  });
});

const settings: MethodSettings = { ...MDE_EDIT, injection: plan.schedule, ...facts.edit.settings };

describe('balanced update', () => {
  it.each([0, 1, 2])('moves the latent and stops as the reference does (case %i)', async (i) => {
    const { settings: changed, strength, losses, runs } = facts.updates[i];
    let run = 0;
    const counted: LatentGradient = {
      ...gradient,
      run: (request) => {
        run++;
        return gradient.run(request);
      },
    };
    const update = await updateLatent(counted, {
      ...(await gradientRequest()),
      ...{ latentMask: grid, settings: { ...settings, ...changed }, strength },
    });
    const [moved, expected] = [update.latent, file(`update-${i}`)].map((latent) =>
      latent.map((z, at) => z - editLatent[at]!),
    ) as [Float32Array, Float32Array];
    if (expected.every((move) => move === 0)) expect(update.latent).toEqual(editLatent);
    else expect(relativeError(moved, expected)).toBeLessThan(1e-3);
    expect(run).toBe(runs);
    expect(update.losses).toHaveLength(losses.length);
    update.losses.forEach(({ oal, ccl }, at) => {
      expect(oal / losses[at].oal).toBeCloseTo(1, 3);
      expect(ccl / losses[at].ccl).toBeCloseTo(1, 3);
    });
  });
});

describe.each(['v_prediction', 'epsilon'] as const)('a whole edit under %s', (prediction_type) => {
  const schedule = ddimSchedule({ ...facts.edit.scheduler, prediction_type }, settings.steps);
  let trajectory: Trajectory;

  beforeAll(async () => {
    trajectory = await invertDirect({
      denoise,
      schedule,
      latent: file('edit-picture'),
      states: states.source,
    });
  });

  const edit = (lossWeights: MethodSettings['lossWeights']) =>
    mdeEdit({
      programs: {
        editStep: async () => editStep,
        sourceMaps: async () => sourceMaps,
        latentGradient: async () => gradient,
      },
      ...{ schedule, trajectory, states, plan, edits: lossEdits, commonTokens: facts.commonTokens },
      ...{ latentMask: grid, settings: { ...settings, lossWeights }, strength: 1 },
    });

  it('inverts along the same trajectory', () => {
    expect(schedule.timesteps).toEqual(facts.edit.timesteps);
    if (prediction_type === 'epsilon') return;
    const all = Float32Array.from(trajectory.flatMap((latent) => [...latent]));
    expect(relativeError(all, file('edit-trajectory'))).toBeLessThan(1e-4);
  });

  it('without losses ends at the same latent', async () => {
    const { latent, gradientRuns } = await edit({ oal: 0, ccl: 0 });
    expect(relativeError(latent, file(`edit-${prediction_type}-without-losses`))).toBeLessThan(1e-3);
    expect(gradientRuns).toBe(0);
  });

  it('with both losses ends at the same latent', async () => {
    const { latent, losses, gradientRuns } = await edit(settings.lossWeights);
    expect(relativeError(latent, file(`edit-${prediction_type}`))).toBeLessThan(1e-2);
    const { updates } = facts.edit[prediction_type];
    expect(losses.map(({ step }) => step)).toEqual([0, 1]);
    expect(gradientRuns).toBe(updates[0].runs + updates[1].runs);
  });
});

function meanOverPositions(map: Float32Array, heads: number, positions: number, keys: number): Float32Array {
  const mean = new Float32Array(heads * keys);
  map.forEach((value, at) => {
    const head = Math.floor(at / (positions * keys));
    mean[head * keys + (at % keys)]! += value / positions;
  });
  return mean;
}
