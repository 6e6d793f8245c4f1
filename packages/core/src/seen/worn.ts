import type { Mask, SeenThing } from '@dualedit/foundation';
import { GARMENTS } from '../text/garments.js';
import { wordsOf } from '../text/phrases.js';
import { isOn } from './prompt.js';

/**
 * What a thing wears, of what was seen: garments that lie on it. A cup before it or a ball behind it may overlap it as
 * much, and stays.
 */
export function wornBy(mask: Mask, things: readonly SeenThing[]): SeenThing[] {
  return things.filter(({ name, mask: part }) => isGarment(name) && isOn({ mask: part }, { mask }));
}

function isGarment(name: string): boolean {
  const noun = wordsOf(name.toLowerCase()).at(-1)?.text ?? '';
  return GARMENTS.has(noun) || GARMENTS.has(noun.replace(/e?s$/, ''));
}
