import { invertDdim } from './ddim.js';
import { invertDirect } from './direct.js';
import type { Invert } from './inversion.js';
import { invertNegativePrompt } from './negative-prompt.js';
import { invertNullText } from './null-text.js';

/** Every inversion by its name. */
export const INVERSIONS = {
  direct: invertDirect,
  'null-text': invertNullText,
  'negative-prompt': invertNegativePrompt,
  ddim: invertDdim,
} satisfies Record<string, Invert>;

export type InversionName = keyof typeof INVERSIONS;

export const INVERSION_NAMES = Object.keys(INVERSIONS) as InversionName[];
