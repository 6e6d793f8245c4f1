import { ddim } from './ddim.js';
import { direct } from './direct.js';
import { editFriendly } from './edit-friendly.js';
import type { InversionMethod } from './inversion.js';
import { locInvByBox, locInvBySegmentation } from './locinv.js';
import { negativePrompt } from './negative-prompt.js';
import { none } from './none.js';
import { nullText } from './null-text.js';
import { virtual } from './virtual.js';

/** Every inversion by its name. This module loads no model library: help texts read it. */
export const INVERSIONS = {
  direct,
  'null-text': nullText,
  'negative-prompt': negativePrompt,
  ddim,
  virtual,
  'edit-friendly': editFriendly,
  locinv: locInvBySegmentation,
  'locinv-box': locInvByBox,
  none,
} satisfies Record<string, InversionMethod>;

export type InversionName = keyof typeof INVERSIONS;

export const INVERSION_NAMES = Object.keys(INVERSIONS) as InversionName[];
