import { expect, test } from 'vitest';
import { firstLatent } from './first-latent.js';
import type { AttentionScene } from './scene.js';

const STEPS = 2;
const original = Float32Array.from([1, -2, 3, 4]);
const noise = Float32Array.from([0.5, 0.25, -1, 2]);
const [signal, share] = [0.1, 0.9];
const noisy = original.map((x, i) => signal * x + share * noise[i]!);

/** Of a latent with two channels of two cells, the second of which is in a bare region. */
const scene = (bare: boolean): AttentionScene =>
  ({
    regions: [{ bare, maskAt: () => Float32Array.from([0, 1]) }],
    inversion: { trajectory: [original, original, noisy] },
    path: { steps: STEPS, levels: () => ({ signal, noise: share, noisePerOutput: 0 }) },
    latentMask: Float32Array.from([0, 1]),
  }) as unknown as AttentionScene;

test('a bare region begins with the noise alone, all else with what the original has', () => {
  const begun = firstLatent(scene(true), 0, noisy);
  expect([...begun]).toEqual([
    noisy[0],
    expect.closeTo(share * noise[1]!, 6),
    noisy[2],
    expect.closeTo(share * noise[3]!, 6),
  ]);
});

test('without one, it is the original to the last bit', () => {
  expect(firstLatent(scene(false), 0, noisy)).toBe(noisy);
});
