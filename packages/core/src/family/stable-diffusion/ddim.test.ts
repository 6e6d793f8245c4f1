import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { defaultPackFolder, openPack } from '../../pack/open-pack.js';
import { openGolden, relativeError } from '../../testing/golden.js';
import { type DdimSchedule, ddimInverseStep, ddimSchedule, ddimStep, predictOriginal } from './ddim.js';

const golden = openGolden(join(defaultPackFolder(), 'golden'));
const { scheduler } = await openPack(defaultPackFolder());
/** The stand-in for a model that the golden files were made with. */
const output = (latent: Float32Array, timestep: number) =>
  latent.map((z) => (Math.tanh(z) * timestep) / 1000);

describe('DDIM, step by step as in diffusers', () => {
  const { steps, timesteps, start, latents } = golden.facts.ddim;
  const schedule = ddimSchedule(scheduler, steps);

  it('visits the same timesteps', () => {
    expect(schedule.timesteps).toEqual(timesteps);
    expect(ddimSchedule(scheduler, 50).timesteps.slice(0, 2)).toEqual([981, 961]);
    expect(ddimSchedule(scheduler, 50).timesteps.at(-1)).toBe(1);
  });

  it('steps towards the picture', () => {
    expectWalk(start, latents, timesteps, (z, t, index) => ddimStep(schedule, output(z, t), index, z));
  });

  it('steps back towards noise', () => {
    const inverse = golden.facts.ddim_inverse;
    expectWalk(inverse.start, inverse.latents, inverse.timesteps, (z, t, k) =>
      ddimInverseStep(schedule, output(z, t), steps - 1 - k, z),
    );
  });
});

function expectWalk(
  start: string,
  latents: string,
  timesteps: number[],
  step: (latent: Float32Array, timestep: number, index: number) => Float32Array,
): void {
  let latent = golden.array(start);
  const rows = golden.array(latents);
  timesteps.forEach((timestep, index) => {
    latent = step(latent, timestep, index);
    const row = rows.subarray(index * latent.length, (index + 1) * latent.length);
    expect(relativeError(latent, row)).toBeLessThan(1e-5);
  });
}

describe.each(['epsilon', 'v_prediction'] as const)('%s', (prediction_type) => {
  const schedule: DdimSchedule = ddimSchedule({ ...scheduler, prediction_type }, 20);

  it('recovers the picture and the noise that a latent was mixed from', () => {
    const [original, noise] = [Float32Array.of(0.5, -2, 1), Float32Array.of(1, 0.25, -1)];
    const at = (alpha: number) =>
      original.map((x, i) => Math.sqrt(alpha) * x + Math.sqrt(1 - alpha) * noise[i]!);
    const [alpha, previous] = [schedule.alpha[7]!, schedule.alphaPrevious[7]!];
    const perfect =
      prediction_type === 'epsilon'
        ? noise
        : noise.map((e, i) => Math.sqrt(alpha) * e - Math.sqrt(1 - alpha) * original[i]!);
    expect(relativeError(predictOriginal(schedule, perfect, 7, at(alpha)), original)).toBeLessThan(1e-5);
    expect(relativeError(ddimStep(schedule, perfect, 7, at(alpha)), at(previous))).toBeLessThan(1e-5);
  });
});
