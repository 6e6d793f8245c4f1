import type { Mask, SeenThing } from '@dualedit/foundation';
import { isGarment } from '../text/garments.js';
import { isOn } from './prompt.js';

/**
 * What a thing wears, of what was seen: garments that lie on it. A cup before it or a ball behind it may overlap it as
 * much, and stays.
 */
export function wornBy(mask: Mask, things: readonly SeenThing[]): SeenThing[] {
  return things.filter(({ name, mask: part }) => isGarment(name) && isOn({ mask: part }, { mask }, true));
}
