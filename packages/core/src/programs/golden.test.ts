// The compiled programs of a tiny UNet, and what PyTorch's autograd computes with it.
import { averageMask } from '@dualedit/foundation';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LOSSES, type LossName } from '../losses/losses.js';
import { latentMask, withStrengths } from '../methods/regions.js';
import { relativeError } from '../testing/golden.js';
import {
  editLatent,
  facts,
  file,
  gradientRequest,
  grid,
  masks,
  openTinyUnet,
  plan,
  sourceLatent,
  type TinyUnet,
  text,
} from '../testing/tiny-unet.js';

const names = Object.keys(LOSSES) as LossName[];

let unet: TinyUnet;
beforeAll(async () => {
  unet = await openTinyUnet();
});
afterAll(() => unet?.release());

it('sees the masks on the same grids', () => {
  masks.forEach((mask, i) => {
    expect(relativeError(averageMask(mask, 16, 16), file(`mask-${i}-average`))).toBeLessThan(1e-6);
  });
  const union = { ...masks[0]!, data: masks[0]!.data.map((value, i) => Math.max(value, masks[1]!.data[i]!)) };
  const strengths = facts.edits.map(({ strength }: { strength: number }) => strength);
  const steps = withStrengths(latentMask(union, 32, 32), { strengths, masks }, 32, 32);
  expect(relativeError(steps, grid)).toBeLessThan(1e-6);
});

describe('denoise', () => {
  it('predicts what the UNet does', async () => {
    const output = await unet.denoise.run(editLatent, facts.denoise.timestep, text.target);
    expect(relativeError(output, file('denoise'))).toBeLessThan(1e-4);
  });
});

describe('source maps', () => {
  it('are the probabilities of every attention site, in order', async () => {
    const maps = await unet.sourceMaps.run(editLatent, facts.denoise.timestep, text.target);
    const found = unet.sourceMaps.sites.map(({ probabilities: _, ...site }) => site);
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
    const output = await (how === 'in one run' ? unet.editStep : unet.editStepApart).run({
      sourceLatent,
      editLatent,
      text,
      plan,
      timestep,
      done,
      sourceMaps: () => unet.sourceMaps.run(sourceLatent, timestep, text.source),
    });
    for (const branch of ['unconditional', 'target'] as const) {
      expect(relativeError(output[branch]!, file(`edit-step-${i}-${branch}`))).toBeLessThan(1e-4);
    }
  });
});

describe('latent gradient', () => {
  it('reads the cross-attention at 16×16', () => {
    expect(unet.gradient.positions).toBe(256);
  });

  it.each(names)('has the value and the gradient of %s', async (loss) => {
    const result = await unet.allLosses.run({ ...(await gradientRequest(unet)), weights: { [loss]: 1 } });
    for (const name of names) expect(result.losses[name]! / facts.gradient[name]).toBeCloseTo(1, 5);
    expect(relativeError(result.gradient, file(`gradient-${loss}`))).toBeLessThan(1e-4);
  });

  it('of fewer losses is the same gradient, at batch 1', async () => {
    const result = await unet.gradient.run({ ...(await gradientRequest(unet)), weights: { ccl: 1 } });
    expect(Object.keys(result.losses)).toEqual(['oal', 'ccl']);
    expect(relativeError(result.gradient, file('gradient-ccl'))).toBeLessThan(1e-4);
  });

  it.each(names)('is not zero, and a step along it lowers %s', async (loss) => {
    const request = { ...(await gradientRequest(unet)), weights: { [loss]: 1 } };
    const before = await unet.allLosses.run(request);
    const largest = before.gradient.reduce((most, g) => Math.max(most, Math.abs(g)), 0);
    expect(largest).toBeGreaterThan(1e-6);
    const latent = request.latent.map((z, i) => z - (0.01 * before.gradient[i]!) / largest);
    const after = await unet.allLosses.run({ ...request, latent });
    expect(after.losses[loss]!).toBeLessThan(before.losses[loss]!);
  });

  it('weighs the two', async () => {
    const result = await unet.gradient.run({
      ...(await gradientRequest(unet)),
      weights: { oal: 0.3, ccl: 40 },
    });
    const [oal, ccl] = [file('gradient-oal'), file('gradient-ccl')];
    const expected = oal.map((g, i) => 0.3 * g + 40 * ccl[i]!);
    expect(relativeError(result.gradient, expected)).toBeLessThan(1e-4);
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
