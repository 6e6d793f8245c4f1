import { ddim } from './ddim.js';
import { direct } from './direct.js';
import type { InversionMethod } from './inversion.js';
import { negativePrompt } from './negative-prompt.js';
import { nullText } from './null-text.js';

/** Every inversion by its name. */
export const INVERSIONS = {
  direct,
  'null-text': nullText,
  'negative-prompt': negativePrompt,
  ddim,
} satisfies Record<string, InversionMethod>;

export type InversionName = keyof typeof INVERSIONS;

export const INVERSION_NAMES = Object.keys(INVERSIONS) as InversionName[];
