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

/**
 * How far from the reference a latent may end. LocInv's words are learned by Adam, which divides by a gradient's own size:
 * where that is near 0, the rounding of a processor says where they go (0.056 and 0.024 on one, below 0.01 on others).
 */
const FARTHEST: Record<string, number> = { locinv: 6e-2, 'locinv-reconstruction': 3e-2 };

describe.each(Object.entries(AGREEMENTS))('%s', (name, run) => {
  it('ends at the same latent, again and again', async () => {
    const latent = await run(programs);
    expect(relativeError(latent, expected(name))).toBeLessThan(FARTHEST[name] ?? 1e-2);
    expect(await run(programs)).toEqual(latent);
  });
});
