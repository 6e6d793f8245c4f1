// Whole edits of a tiny UNet by each method and inversion, and where the reference ends.
import { afterAll, describe, expect, it } from 'vitest';
import { gaussian } from '../family/gaussian.js';
import { AGREEMENTS } from '../testing/agreements.js';
import { relativeError } from '../testing/golden.js';
import { expected, methodFacts, tinyPrograms } from '../testing/tiny-methods.js';

const programs = tinyPrograms();
afterAll(() => programs.release());

it('draws the same noise', () => {
  expect(relativeError(gaussian(64, methodFacts.seed), expected('noise'))).toBeLessThan(1e-6);
  expect(gaussian(64, methodFacts.seed)).not.toEqual(gaussian(64, methodFacts.seed + 1));
});

describe.each(Object.entries(AGREEMENTS))('%s', (name, run) => {
  it('ends at the same latent, again and again', async () => {
    const latent = await run(programs);
    expect(relativeError(latent, expected(name))).toBeLessThan(1e-2);
    expect(await run(programs)).toEqual(latent);
  });
});
