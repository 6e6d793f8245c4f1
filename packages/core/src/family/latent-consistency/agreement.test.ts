// Schedules, outputs, gradients and edits of a UNet of few steps, beside diffusers and the reference.
import { afterAll, describe, expect, it } from 'vitest';
import { nextLatent } from '../../inversions/next-latent.js';
import { virtual } from '../../inversions/virtual.js';
import type { LossName } from '../../losses/losses.js';
import { LOSSES } from '../../losses/losses.js';
import { editByAttention } from '../../methods/attention-control/loop.js';
import type { AttentionControlSettings } from '../../methods/attention-control/settings.js';
import { mde } from '../../methods/mde.js';
import { relativeError } from '../../testing/golden.js';
import { fewFacts, fewFile, fewStepPrograms, toldText } from '../../testing/tiny-few-steps.js';
import { tinyScene } from '../../testing/tiny-methods.js';
import { facts, file, lossEdits, plan } from '../../testing/tiny-unet.js';
import { TEXT } from '../stable-diffusion/inputs.js';
import { alphasCumprod } from '../stable-diffusion/schedule.js';
import { guidanceEmbedding } from './guidance-embedding.js';
import { consistencyPath } from './noise-path.js';

const programs = fewStepPrograms();
afterAll(() => programs.release());

interface Row extends Record<'latent' | 'output' | 'meant', number[]> {
  timestep: number;
}

describe.each(
  fewFacts.schedules as {
    scheduler: { _class_name: string; prediction_type: string };
    steps: number;
    rows: Row[];
  }[],
)('$scheduler._class_name, $scheduler.prediction_type, of $steps steps', ({ scheduler, steps, rows }) => {
  const path = consistencyPath(scheduler as object, steps);

  it('has the timesteps of diffusers', () => {
    expect(path.timesteps).toEqual(rows.map(({ timestep }) => timestep));
  });

  it('reads the picture out of a model output as diffusers does', () => {
    const [first] = alphasCumprod(scheduler as object);
    rows.forEach(({ latent, output, meant }, i) => {
      const [z, out] = [Float32Array.from(latent), Float32Array.from(output)];
      const [original, noise] = [path.original(i, z, out), path.noise(i, z, out)];
      const mine =
        scheduler._class_name === 'TCDScheduler'
          ? original.map((x, at) => Math.sqrt(first!) * x + Math.sqrt(1 - first!) * noise[at]!)
          : original;
      expect(relativeError(mine, Float32Array.from(meant))).toBeLessThan(1e-5);
    });
  });

  it('steps to that picture with as much noise as the next timestep has, and ends at the picture', () => {
    rows.forEach(({ latent, output }, i) => {
      const [z, out] = [Float32Array.from(latent), Float32Array.from(output)];
      const [original, mean] = [path.original(i, z, out), path.step(i, z, out, 'consistency')];
      const signal = i + 1 < steps ? path.levels(i + 1).signal : 1;
      expect(
        relativeError(
          mean,
          original.map((x) => signal * x),
        ),
      ).toBeLessThan(1e-5);
      const { latent: a, output: b } = path.linear(i, 'consistency');
      expect(
        relativeError(
          mean,
          z.map((value, at) => a * value + b * out[at]!),
        ),
      ).toBeLessThan(1e-6);
    });
  });
});

it('refuses more steps than the model was distilled on', () => {
  expect(() => consistencyPath({ original_inference_steps: 20 }, 21)).toThrow(/1 to 20 steps/);
  expect(() => consistencyPath({}, 0)).toThrow(/1 to 50 steps/);
});

describe('a UNet that is told the guidance', () => {
  const latent = fewFile('latent');
  const timestep = 399;

  it('is told it as diffusers tells it', () => {
    const embedding = guidanceEmbedding(fewFacts.guidance, fewFacts.width);
    expect(relativeError(embedding, fewFile('embedding'))).toBeLessThan(1e-3);
  });

  it('returns what PyTorch returns', async () => {
    const output = await (await programs.denoise()).run(latent, timestep, toldText.target);
    expect(relativeError(output, fewFile('denoise'))).toBeLessThan(1e-3);
  });

  it.each(['oal', 'ccl'] as const)('has the gradient of PyTorch: %s', async (name: LossName) => {
    const gradient = await programs.gradient({ losses: [LOSSES.oal, LOSSES.ccl], wrt: 'latent', side: 16 });
    const maps = await programs.attentionMaps();
    const injected = {
      sourceMaps: await maps.run(file('edit-picture'), timestep, toldText.source),
      plan,
      done: 0.3,
    };
    const result = await gradient.run({
      latent,
      timestep,
      text: toldText.target,
      sourceText: toldText.source,
      injected,
      about: {
        edits: lossEdits(gradient.positions),
        commonTokens: facts.commonTokens,
        settings: { objectScale: facts.gradient.objectScale },
      },
      weights: { [name]: 1 },
    });
    expect(result.losses[name]! / fewFacts[name]).toBeCloseTo(1, 3);
    expect(relativeError(result.gradient, fewFile(`gradient-${name}`))).toBeLessThan(1e-4);
  });
});

describe('an edit of four steps', async () => {
  const { scheduler, steps } = fewFacts.edit;
  const path = consistencyPath(scheduler, steps);
  const original = file('edit-picture');
  const inversion = await virtual.invert({
    programs,
    path,
    trajectory: [original],
    text: toldText,
    textInput: TEXT,
    guidanceScale: 1,
    seed: fewFacts.seed,
  });
  const settings: AttentionControlSettings = {
    ...mde.defaults,
    ...facts.edit.settings,
    injection: plan.schedule,
    steps,
    guidanceScale: 1,
  };
  const edited = (lossWeights: AttentionControlSettings['lossWeights']) => {
    const kind = 'epsilon' as const;
    const scene = tinyScene(programs, {
      kind,
      inversion,
      settings: { ...settings, lossWeights },
      text: toldText,
    });
    return editByAttention({ ...scene, path }, {});
  };

  it.each([
    ['plain', {}],
    ['optimized', settings.lossWeights],
  ])('ends where the reference ends: %s', async (name, lossWeights) => {
    const { latent, unetRuns, gradientRuns } = await edited(lossWeights);
    expect(relativeError(latent, fewFile(`edit-${name}`))).toBeLessThan(1e-3);
    if (name === 'optimized') expect(gradientRuns).toBeGreaterThan(0);
    // No run for the guidance.
    else expect(unetRuns).toBe(2 * steps);
  });

  it('of nothing is the picture’s own latent, bit for bit', async () => {
    const denoise = await programs.denoise();
    let latent = inversion.trajectory[steps]!;
    for (let i = 0; i < steps; i++) {
      const output = await denoise.run(latent, path.timesteps[i]!, toldText.source);
      latent = nextLatent(path, inversion, i, { latent, output });
    }
    expect(latent).toEqual(original);
  });
});
