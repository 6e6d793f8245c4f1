import { wordForms } from '@dualedit/commands';
import type { Pack } from '@dualedit/core';
import type { WordForms } from '../contract.js';

/** What commands have between the words of a model, and instead of them. */
const OTHERS = ['background', 'nothing', 'to', 'into', 'and'];

/** How commands in a language may write each word of the model. */
export function wordFormsOf({ words }: Pack, language: string | undefined): WordForms {
  if (!words) return { forms: {} };
  const { nouns, colors, materials = [], backgrounds } = words;
  const all = [...nouns, ...colors, ...materials, ...backgrounds, ...OTHERS];
  return { forms: Object.fromEntries(all.map((word) => [word, wordForms(word, language)])) };
}
