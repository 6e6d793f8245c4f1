import type { BackgroundChange, EditCheck } from '@dualedit/foundation';
import { wordsOf } from '../text/phrases.js';
import { changedShare } from './changed.js';
import { LEAST_CHANGED } from './check.js';
import type { Looked } from './looked.js';

/** Whether the background is what was asked for, as far as the pack's CLIP knows both. */
export function checkBackground(
  { target, place }: BackgroundChange,
  { before, after, old, background }: Looked,
): EditCheck {
  const said = { kind: 'background', source: place ?? 'background', target } as const;
  const changed = changedShare(before, after, (pixel) => old.data[pixel]! > 127);
  if (changed < LEAST_CHANGED) return { outcome: 'unchanged', ...said };
  const isKnown = background?.known.some((name) => hasWord(target, name));
  if (!background?.named || !isKnown) return { outcome: 'unknown', ...said };
  const isThere = hasWord(target, background.named);
  return isThere ? { outcome: 'came-out', ...said } : { outcome: 'missing', ...said, seen: background.named };
}

const hasWord = (phrase: string, word: string) =>
  wordsOf(phrase.toLowerCase()).some(({ text }) => text === word);
