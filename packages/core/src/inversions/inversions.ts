import { ddim } from './ddim.js';
import { direct } from './direct.js';
import type { InversionMethod } from './inversion.js';
import { negativePrompt } from './negative-prompt.js';
import { nullText } from './null-text.js';

/** Every inversion by its name. This module loads no model library: help texts read it. */
export const INVERSIONS = {
  direct,
  'null-text': nullText,
  'negative-prompt': negativePrompt,
  ddim,
} satisfies Record<string, InversionMethod>;

export type InversionName = keyof typeof INVERSIONS;

/** Used if a request names no inversion. */
export const DEFAULT_INVERSION: InversionName = 'direct';

export const INVERSION_NAMES = Object.keys(INVERSIONS) as InversionName[];
