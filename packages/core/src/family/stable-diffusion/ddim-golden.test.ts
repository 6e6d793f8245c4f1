import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ddimInverseStep, ddimSchedule, ddimStep, predictOriginal, type SchedulerConfig } from './ddim.js';
import { alphasCumprod } from './schedule.js';

interface Steps {
  timesteps: number[];
  latents: number[][];
  originals: number[][];
}

/** Written by scripts/ddim_golden.py with diffusers. */
const golden: {
  start: number[];
  cases: Record<
    string,
    {
      config: SchedulerConfig;
      steps: number;
      alphas_cumprod: Record<string, number>;
      step: Steps;
      inverse: Steps;
    }
  >;
  trailing: Record<string, number[]>;
} = JSON.parse(readFileSync(new URL('./__fixtures__/ddim.json', import.meta.url), 'utf8'));

const model = (latent: Float32Array, t: number) => latent.map((z) => (Math.tanh(z) * t) / 1000);

/** Each element within 1e-5 of the golden one, relative to it where it is above 1. */
function expectClose(received: Float32Array, expected: number[]): void {
  expected.forEach((value, i) => {
    expect(Math.abs(received[i]! - value) / Math.max(1, Math.abs(value))).toBeLessThan(1e-5);
  });
}

describe.each(Object.entries(golden.cases))('as diffusers: %s', (_, { config, steps, ...expected }) => {
  const schedule = ddimSchedule(config, steps);

  it('has the same timesteps and signal levels', () => {
    expect(schedule.timesteps).toEqual(expected.step.timesteps);
    const alphas = alphasCumprod(config);
    for (const [t, alpha] of Object.entries(expected.alphas_cumprod)) {
      expect(alphas[Number(t)]! / alpha).toBeCloseTo(1, 5);
    }
  });

  it('steps towards the picture, and predicts it', () => {
    let latent = Float32Array.from(golden.start);
    schedule.timesteps.forEach((t, index) => {
      const output = model(latent, t);
      expectClose(predictOriginal(schedule, output, index, latent), expected.step.originals[index]!);
      latent = Float32Array.from(ddimStep(schedule, output, index, latent));
      expectClose(latent, expected.step.latents[index]!);
    });
  });

  it('steps towards noise', () => {
    let latent = Float32Array.from(golden.start);
    expected.inverse.timesteps.forEach((t, k) => {
      const index = steps - 1 - k;
      expect(schedule.timesteps[index]).toBe(t);
      latent = Float32Array.from(ddimInverseStep(schedule, model(latent, t), index, latent));
      expectClose(latent, expected.inverse.latents[k]!);
    });
  });
});

describe('the schedule', () => {
  it.each(Object.entries(golden.trailing))('trails as NumPy rounds, %s steps', (steps, timesteps) => {
    expect(ddimSchedule({ timestep_spacing: 'trailing' }, Number(steps)).timesteps).toEqual(timesteps);
  });

  it.each([
    ['prediction_type', 'sample'],
    ['timestep_spacing', 'other'],
    ['beta_schedule', 'squaredcos_cap_v2'],
    ['clip_sample', true],
    ['rescale_betas_zero_snr', true],
  ])('refuses %s: %s, which it would compute wrongly', (name, value) => {
    expect(() => ddimSchedule({ [name]: value }, 10)).toThrow(
      expect.objectContaining({ code: 'scheduler-unsupported', received: value }),
    );
  });

  it.each([0, -1, 2.5, Number.NaN, 1001])('refuses %s steps', (steps) => {
    expect(() => ddimSchedule({}, steps)).toThrow(expect.objectContaining({ code: 'steps-range' }));
  });

  it('refuses steps whose offset leaves the trained timesteps', () => {
    expect(() => ddimSchedule({ steps_offset: 1 }, 1000)).toThrow(
      expect.objectContaining({ code: 'steps-range' }),
    );
    expect(ddimSchedule({ steps_offset: 1 }, 999).timesteps[0]).toBe(999);
  });
});

describe('a step', () => {
  const configs = fc.record({
    config: fc.record({ prediction_type: fc.constantFrom('epsilon' as const, 'v_prediction' as const) }),
    index: fc.nat(19),
    latent: fc.array(fc.float({ min: -4, max: 4, noNaN: true }), { minLength: 4, maxLength: 4 }),
    output: fc.array(fc.float({ min: -4, max: 4, noNaN: true }), { minLength: 4, maxLength: 4 }),
  });

  it('is undone by the inverse step when the output stays the same noise', () => {
    fc.assert(
      fc.property(configs, ({ index, ...numbers }) => {
        const schedule = ddimSchedule({ beta_schedule: 'scaled_linear' }, 20);
        const [latent, noise] = [Float32Array.from(numbers.latent), Float32Array.from(numbers.output)];
        const there = Float32Array.from(ddimInverseStep(schedule, noise, index, latent));
        expectClose(Float32Array.from(ddimStep(schedule, noise, index, there)), [...latent]);
      }),
    );
  });
});
