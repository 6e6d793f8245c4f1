// The losses of single methods at a tiny UNet: values and gradients of the reference (reference/), and a step along them.
import { afterAll, describe, expect, it } from 'vitest';
import type { GradientRequest } from '../programs/gradient.js';
import { relativeError } from '../testing/golden.js';
import { METHOD_LOSSES } from '../testing/method-losses.js';
import { expected, methodFacts, tinyPrograms } from '../testing/tiny-methods.js';

const programs = tinyPrograms();
afterAll(() => programs.release());

describe.each(Object.entries(METHOD_LOSSES))('%s', (name, { temperature, recipe, request, at }) => {
  const own = temperature === undefined ? programs : programs.tempered(temperature);
  const asked = () => request(own, programs);
  const run = async (changed: Partial<GradientRequest>) => {
    const gradient = await own.gradient(recipe);
    return gradient.run({ ...(await asked()), ...changed, weights: { [name]: 1 } });
  };

  it('has the value and the gradient of the reference', async () => {
    const { losses, gradient } = await run({});
    expect(losses[name]! / methodFacts.losses[name]).toBeCloseTo(1, 4);
    expect(relativeError(gradient, expected(`gradient-${name}`))).toBeLessThan(1e-4);
  });

  it('is lowered by a step along its gradient', async () => {
    const { losses, gradient } = await run({});
    const largest = gradient.reduce((most, g) => Math.max(most, Math.abs(g)), 0);
    expect(largest).toBeGreaterThan(1e-6);
    const moved = (values: Float32Array) => values.map((v, i) => v - (1e-2 * gradient[i]!) / largest);
    const after = await run(at(await asked(), moved));
    expect(after.losses[name]!).toBeLessThan(losses[name]!);
  });
});
