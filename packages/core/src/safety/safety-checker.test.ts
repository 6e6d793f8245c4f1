import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { openGolden } from '../testing/golden.js';
import { type PlainColor, plainPicture } from '../testing/plain-picture.js';
import { SafetyChecker } from './safety-checker.js';

const FIXTURES = fileURLToPath(new URL('./__fixtures__', import.meta.url));

it('flags what diffusers’ own checker flags', async () => {
  const checker = await SafetyChecker.open(FIXTURES);
  const { flags } = openGolden(FIXTURES).facts as { flags: Record<string, boolean> };
  expect(new Set(Object.values(flags)).size).toBe(2);
  for (const [picture, flagged] of Object.entries(flags)) {
    const [color, place] = picture.split(' ') as [PlainColor, 'left' | 'right'];
    expect(await checker.flags(plainPicture(color, place)), picture).toBe(flagged);
  }
  await checker.release();
});
