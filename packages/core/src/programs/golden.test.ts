import { fileURLToPath } from 'node:url';
import { averageMask, type Edit, type Mask } from '@dualedit/foundation';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Conditioning } from '../family/conditioning.js';
import { ddimPath } from '../family/stable-diffusion/noise-path.js';
import { TEXT } from '../family/stable-diffusion/signature.js';
import { INVERSIONS } from '../inversions/inversions.js';
import { type Trajectory, trajectoryToNoise } from '../inversions/trajectory.js';
import type { Loss, LossEdit } from '../losses/loss.js';
import { LOSSES, type LossName, lossesInUse } from '../losses/losses.js';
import { reconstruction } from '../losses/reconstruction.js';
import { updateLatent } from '../methods/attention-control/latent-update.js';
import { editByAttention } from '../methods/attention-control/loop.js';
import { mde } from '../methods/mde.js';
import type { Scene } from '../methods/method.js';
import type { Region } from '../methods/region.js';
import { latentMask, withStrengths } from '../methods/regions.js';
import type { MethodSettings } from '../methods/settings.js';
import type { InjectionPlan } from '../surgery/injection.js';
import { openGolden, relativeError } from '../testing/golden.js';
import { textOf, unetSignature } from '../testing/signature.js';
import { type AttentionMaps, compileAttentionMaps } from './attention-maps.js';
import { compileDenoise, type Denoise } from './denoise.js';
import { DenoiserSource } from './denoiser-source.js';
import { compileEditStep, type EditStep } from './edit-step.js';
import { compileEditStepApart } from './edit-step-apart.js';
import { compileGradient, type Gradient } from './gradient.js';
import type { GradientRecipe } from './gradient-recipe.js';
import type { Programs } from './programs.js';

// A tiny random UNet, and what PyTorch's autograd computes with it in 64-bit floats (reference/).
const folder = fileURLToPath(new URL('../__fixtures__/tiny-unet/', import.meta.url));
const { facts, array } = openGolden(folder);

const file = (name: string) => array(`${name}.npy`);
const text = {
  source: textOf(file('states-source')),
  unconditional: textOf(file('states-unconditional')),
  target: textOf(file('states-target')),
};
const [sourceLatent, editLatent] = [file('latent-source'), file('latent-edit')];
const grid = file('step-mask');
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

/** One of the edits, with soft masks in its gates too. */
function region(i: number): Region {
  const { changesShape, objectTokens, newTokens, removedTokens } = facts.edits[i];
  const averaged = (positions: number) => {
    const side = Math.sqrt(positions);
    return averageMask(masks[i]!, side, side);
  };
  return {
    edit: { kind: changesShape ? 'object' : 'attribute' } as Edit,
    tokens: { source: [], target: objectTokens, new: newTokens, removed: removedTokens },
    maskAt: averaged,
    reachAt: averaged,
  };
}

const names = Object.keys(LOSSES) as LossName[];
const latent = (...losses: Loss[]): GradientRecipe => ({ losses, wrt: 'latent', side: 16 });

let [denoise, sourceMaps, editStep, editStepApart, gradient, allLosses, embedding] = [] as unknown as [
  Denoise,
  AttentionMaps,
  EditStep,
  EditStep,
  Gradient,
  Gradient,
  Gradient,
];

beforeAll(async () => {
  const signature = unetSignature({ height: 32, tokens: 8, stateSize: 16 });
  const unet = await DenoiserSource.open(`${folder}model.onnx`, signature);
  denoise = await compileDenoise(unet);
  sourceMaps = await compileAttentionMaps(unet);
  editStep = await compileEditStep(unet);
  editStepApart = await compileEditStepApart(unet, async () => denoise);
  gradient = await compileGradient(unet, latent(LOSSES.oal, LOSSES.ccl));
  allLosses = await compileGradient(unet, latent(...Object.values(LOSSES)));
  embedding = await compileGradient(unet, { losses: [reconstruction], wrt: 'text', side: 16 });
});

afterAll(async () => {
  const all = [denoise, sourceMaps, editStep, editStepApart, gradient, allLosses, embedding];
  for (const program of all) await program?.release();
});

it('sees the masks on the same grids', () => {
  masks.forEach((mask, i) => {
    expect(relativeError(averageMask(mask, 16, 16), file(`mask-${i}-average`))).toBeLessThan(1e-6);
  });
  const union = { ...masks[0]!, data: masks[0]!.data.map((value, i) => Math.max(value, masks[1]!.data[i]!)) };
  const edits = facts.edits.map(({ strength }: { strength: number }) => ({ strength }));
  const steps = withStrengths(latentMask(union, 32, 32), { edits, masks }, 32, 32);
  expect(relativeError(steps, grid)).toBeLessThan(1e-6);
});

describe('denoise', () => {
  it('predicts what the UNet does', async () => {
    const output = await denoise.run(editLatent, facts.denoise.timestep, text.target);
    expect(relativeError(output, file('denoise'))).toBeLessThan(1e-4);
  });
});

describe('source maps', () => {
  it('are the probabilities of every attention site, in order', async () => {
    const maps = await sourceMaps.run(editLatent, facts.denoise.timestep, text.target);
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
  it.each([
    [0, 'in one run'],
    [1, 'in one run'],
    [0, 'one latent at a time'],
    [1, 'one latent at a time'],
  ])('injects by its gates (case %i), %s', async (i, how) => {
    const { timestep, done } = facts.editSteps[i];
    const output = await (how === 'in one run' ? editStep : editStepApart).run({
      ...{ sourceLatent, editLatent, text, plan, timestep, done },
      sourceMaps: () => sourceMaps.run(sourceLatent, timestep, text.source),
    });
    for (const branch of ['unconditional', 'target'] as const) {
      expect(relativeError(output[branch], file(`edit-step-${i}-${branch}`))).toBeLessThan(1e-4);
    }
  });
});

/** Everything that the losses need at the edit latent. */
async function gradientRequest() {
  const { timestep, done, objectScale } = facts.gradient;
  return {
    ...{ latent: editLatent, timestep, text: text.target, sourceText: text.source },
    injected: { sourceMaps: await sourceMaps.run(sourceLatent, timestep, text.source), plan, done },
    about: {
      edits: lossEdits(gradient.positions),
      commonTokens: facts.commonTokens as number[],
      settings: { objectScale },
    },
  };
}

describe('latent gradient', () => {
  it('reads the cross-attention at 16×16', () => {
    expect(gradient.positions).toBe(256);
  });

  it.each(names)('has the value and the gradient of %s', async (loss) => {
    const result = await allLosses.run({ ...(await gradientRequest()), weights: { [loss]: 1 } });
    for (const name of names) expect(result.losses[name]! / facts.gradient[name]).toBeCloseTo(1, 5);
    expect(relativeError(result.gradient, file(`gradient-${loss}`))).toBeLessThan(1e-4);
  });

  it('of fewer losses is the same gradient, at batch 1', async () => {
    const result = await gradient.run({ ...(await gradientRequest()), weights: { ccl: 1 } });
    expect(Object.keys(result.losses)).toEqual(['oal', 'ccl']);
    expect(relativeError(result.gradient, file('gradient-ccl'))).toBeLessThan(1e-4);
  });

  it.each(names)('is not zero, and a step along it lowers %s', async (loss) => {
    const request = { ...(await gradientRequest()), weights: { [loss]: 1 } };
    const before = await allLosses.run(request);
    const largest = before.gradient.reduce((most, g) => Math.max(most, Math.abs(g)), 0);
    expect(largest).toBeGreaterThan(1e-6);
    const latent = request.latent.map((z, i) => z - (0.01 * before.gradient[i]!) / largest);
    const after = await allLosses.run({ ...request, latent });
    expect(after.losses[loss]!).toBeLessThan(before.losses[loss]!);
  });

  it('weighs the two', async () => {
    const result = await gradient.run({ ...(await gradientRequest()), weights: { oal: 0.3, ccl: 40 } });
    const [oal, ccl] = [file('gradient-oal'), file('gradient-ccl')];
    const expected = oal.map((g, i) => 0.3 * g + 40 * ccl[i]!);
    expect(relativeError(result.gradient, expected)).toBeLessThan(1e-4);
  });
});

const settings: MethodSettings = { ...mde.defaults, injection: plan.schedule, ...facts.edit.settings };

describe('balanced update', () => {
  it.each([0, 1, 2, 3])('moves the latent and stops as the reference does (case %i)', async (i) => {
    const { settings: changed, strength, losses, runs } = facts.updates[i];
    const inUse = lossesInUse(changed.lossWeights).map(({ name }) => name);
    const compiled = inUse.length === 2 ? gradient : allLosses;
    let run = 0;
    const counted: Gradient = {
      ...compiled,
      losses: inUse,
      run: (request) => {
        run++;
        return compiled.run(request);
      },
    };
    const update = await updateLatent(counted, {
      ...(await gradientRequest()),
      ...{ latentMask: grid.map((cell) => cell * strength), settings: { ...settings, ...changed } },
    });
    const [moved, expected] = [update.latent, file(`update-${i}`)].map((latent) =>
      latent.map((z, at) => z - editLatent[at]!),
    ) as [Float32Array, Float32Array];
    if (expected.every((move) => move === 0)) expect(update.latent).toEqual(editLatent);
    else expect(relativeError(moved, expected)).toBeLessThan(1e-3);
    expect(run).toBe(runs);
    expect(update.losses).toHaveLength(losses.length);
    update.losses.forEach((values, at) => {
      for (const name of inUse as LossName[]) expect(values[name]! / losses[at][name]).toBeCloseTo(1, 3);
    });
  });
});

describe.each(['v_prediction', 'epsilon'] as const)('a whole edit under %s', (prediction_type) => {
  const path = ddimPath({ ...facts.edit.scheduler, prediction_type }, settings.steps);
  let trajectory: Trajectory;
  let asked: readonly string[] | undefined;

  beforeAll(async () => {
    trajectory = await trajectoryToNoise({ denoise, path, latent: file('edit-picture'), text: text.source });
  });

  const edit = (lossWeights: MethodSettings['lossWeights'], strength = 1, step = editStep) => {
    const programs: Partial<Programs> = {
      editStep: async () => step,
      attentionMaps: async () => sourceMaps,
      gradient: async ({ losses }) => {
        asked = losses.map(({ name }) => name);
        return { ...gradient, losses: asked };
      },
    };
    const scene: Scene = {
      programs: programs as Programs,
      path,
      inversion: { trajectory, unconditional: Array<Conditioning>(path.steps).fill(text.unconditional) },
      text,
      tokenMap: plan.tokenMap,
      commonTokens: facts.commonTokens,
      regions: masks.map((_, i) => region(i)),
      latentMask: grid,
      settings: { ...settings, lossWeights },
      strength,
    };
    return editByAttention(scene, {});
  };

  it('inverts along the same trajectory', () => {
    expect(path.timesteps).toEqual(facts.edit.timesteps);
    if (prediction_type === 'epsilon') return;
    const all = Float32Array.from(trajectory.flatMap((latent) => [...latent]));
    expect(relativeError(all, file('edit-trajectory'))).toBeLessThan(1e-4);
  });

  it.each(['ddim', 'negative-prompt', 'null-text'] as const)('comes back by %s inversion', async (name) => {
    const inversion = await INVERSIONS[name].invert({
      programs: { denoise: async () => denoise, gradient: async () => embedding },
      ...{ path, walk: trajectory, text, textInput: TEXT, guidanceScale: facts.inversionGuidance },
    });
    const golden = `inversion-${prediction_type}-${name}`;
    expect(relativeError(inversion.trajectory[0]!, file(golden))).toBeLessThan(1e-3);
    expect(inversion.trajectory).toHaveLength(settings.steps + 1);
    if (name !== 'null-text') return;
    const last = inversion.unconditional.at(-1)![TEXT]!;
    const moved = (a: Float32Array) => a.map((value, i) => value - text.unconditional[TEXT]![i]!);
    expect(relativeError(moved(last), moved(file(`${golden}-states`)))).toBeLessThan(1e-2);
  });

  it('without losses ends at the same latent', async () => {
    const { latent, gradientRuns } = await edit({ oal: 0 });
    expect(relativeError(latent, file(`edit-${prediction_type}-without-losses`))).toBeLessThan(1e-3);
    expect(gradientRuns).toBe(0);
  });

  it('is the same edit where the latents are run one at a time, and runs fewer', async () => {
    const [batched, apart] = [
      await edit({ oal: 1, ccl: 1.25 }),
      await edit({ oal: 1, ccl: 1.25 }, 1, editStepApart),
    ];
    expect(relativeError(apart.latent, batched.latent)).toBeLessThan(1e-4);
    expect(apart.gradientRuns).toBe(batched.gradientRuns);
    const injecting = path.timesteps.filter((_, i) => i / settings.steps < 0.8).length;
    expect(apart.unetRuns).toBe(2 * settings.steps + injecting);
    expect(batched.unetRuns).toBe(3 * settings.steps + batched.losses.length);
  });

  it('pays for no loss of weight 0', async () => {
    const { losses, gradientRuns } = await edit({ oal: 0, ccl: 1 });
    expect(asked).toEqual(['ccl']);
    // One for the first direction and one after each gradient step but the last, at both timesteps.
    expect(gradientRuns).toBeLessThanOrEqual(2 * settings.innerIterations);
    expect(losses).toHaveLength(2);
  });

  it('is stronger or weaker by its strength, and of strength 0 is none', async () => {
    const ends = [];
    for (const strength of [0, 0.5, 1, 2]) ends.push((await edit({}, strength)).latent);
    const inside = (latent: Float32Array) => latent.filter((_, i) => grid[i % grid.length]! > 0);
    const changes = ends.map((latent) => relativeError(inside(latent), inside(trajectory[0]!)));
    expect(changes[0]).toBe(0);
    expect(changes).toEqual(changes.toSorted((a, b) => a - b));
    expect(new Set(changes).size).toBe(4);
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
