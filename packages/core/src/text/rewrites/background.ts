import type { BackgroundChange } from '@dualedit/foundation';
import { bare } from '../phrases.js';
import { findPlacePhrase, placePhrase } from '../place-phrases.js';
import type { Rewrite } from './rewrite.js';

/** `a cat on the beach`: `a cat in the snow`. A prompt that says no place gets one at its end. */
export function rewriteBackground({ target, place }: BackgroundChange, prompt: string): Rewrite {
  const said = findPlacePhrase(prompt, place);
  const old = said ?? { start: prompt.length, end: prompt.length };
  const space = said ? '' : ' ';
  const text = `${space}${placePhrase(bare(target))}`;
  return {
    source: old,
    removed: old,
    cut: old,
    text,
    added: { start: space.length, end: text.length },
    until: old.end,
    before: 0,
  };
}
