import { type Mask, type SeenThing, uniteMasks } from '@dualedit/foundation';
import { growMask } from '../../masks/grow-mask.js';
import { without } from '../../masks/without.js';
import { namelessThings } from '../../seen/nameless.js';
import { kindOf } from '../changes/kinds.js';
import type { Work } from '../work.js';
import { extentOf } from './reach.js';

/**
 * Things around what is edited that nothing here has a word for. A pack that lists its words has one for all that is in
 * its world, so there nothing is looked for.
 * @param masks one per edit
 * @param staying what was seen by its name and stays
 */
export async function namelessAround(
  { request, maskSource, model, resolved }: Work,
  masks: readonly Mask[],
  staying: readonly SeenThing[],
): Promise<SeenThing[]> {
  const { picture, edits, protect = true, maskGrow, signal } = request;
  if (!protect || model.pack.words || !maskSource?.segments) return [];
  const reaching = masks.filter((_, i) => ['seam', 'margin'].includes(kindOf(edits[i]!).reach));
  if (reaching.length === 0) return [];
  const reach = (mask: Mask) => maskGrow ?? resolved.settings.reach * extentOf(mask);
  const around = uniteMasks(reaching.map((mask) => growMask(mask, Math.round(reach(mask)))));
  const own = masks.filter((_, i) => kindOf(edits[i]!).reach !== 'behind');
  const known = [...own, ...staying.map(({ mask }) => mask)];
  const segments = await maskSource.segments(picture, known.reduce(without, around), {
    ...(signal && { signal }),
  });
  return namelessThings(segments, known);
}
