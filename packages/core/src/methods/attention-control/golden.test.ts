// Inversions, updates of the latent and whole edits with a tiny UNet, and what the reference makes of them.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Conditioning } from '../../family/conditioning.js';
import { TEXT } from '../../family/stable-diffusion/inputs.js';
import { ddimPath } from '../../family/stable-diffusion/noise-path.js';
import { INVERSIONS } from '../../inversions/inversions.js';
import { type Trajectory, trajectoryToNoise } from '../../inversions/trajectory.js';
import { type LossName, lossesInUse } from '../../losses/losses.js';
import type { Gradient } from '../../programs/gradient.js';
import type { Programs } from '../../programs/programs.js';
import { relativeError } from '../../testing/golden.js';
import {
  editLatent,
  facts,
  file,
  gradientRequest,
  grid,
  masks,
  openTinyUnet,
  plan,
  region,
  type TinyUnet,
  text,
} from '../../testing/tiny-unet.js';
import { mde } from '../mde.js';
import { updateLatent } from './latent-update.js';
import { editByAttention } from './loop.js';
import type { AttentionScene } from './scene.js';
import type { AttentionControlSettings } from './settings.js';

let unet: TinyUnet;
beforeAll(async () => {
  unet = await openTinyUnet();
});
afterAll(() => unet?.release());

const settings: AttentionControlSettings = {
  ...mde.defaults,
  injection: plan.schedule,
  ...facts.edit.settings,
};

describe('balanced update', () => {
  it.each([0, 1, 2, 3])('moves the latent and stops as the reference does (case %i)', async (i) => {
    const { settings: changed, strength, losses, runs } = facts.updates[i];
    const inUse = lossesInUse(changed.lossWeights).map(({ name }) => name);
    const compiled = inUse.length === 2 ? unet.gradient : unet.allLosses;
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
      ...(await gradientRequest(unet)),
      latentMask: grid.map((cell) => cell * strength),
      settings: { ...settings, ...changed },
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
    trajectory = await trajectoryToNoise({
      denoise: unet.denoise,
      path,
      latent: file('edit-picture'),
      text: text.source,
    });
  });

  const edit = (lossWeights: AttentionControlSettings['lossWeights'], strength = 1, step = unet.editStep) => {
    const programs: Partial<Programs> = {
      editStep: async () => step,
      attentionMaps: async () => unet.sourceMaps,
      gradient: async ({ losses }) => {
        asked = losses.map(({ name }) => name);
        return { ...unet.gradient, losses: asked };
      },
    };
    const scene: AttentionScene = {
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
      seed: 1,
      solid: async () => new Float32Array(0),
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
      programs: { denoise: async () => unet.denoise, gradient: async () => unet.embedding },
      path,
      trajectory,
      text,
      textInput: TEXT,
      guidanceScale: facts.inversionGuidance,
      seed: 1,
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
      await edit({ oal: 1, ccl: 1.25 }, 1, unet.editStepApart),
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
