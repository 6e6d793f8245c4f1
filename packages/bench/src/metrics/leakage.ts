import { type Change, type Mask, type Picture, targetPhrase } from '@dualedit/foundation';
import type { Clip } from '../networks/clip.js';
import type { Scores } from './definitions.js';
import { mean } from './mean.js';
import { inside, outside, type Selection } from './pixels.js';
import { dot } from './structure.js';

/**
 * Attribute leakage as ALE-Bench measures it (Mun et al. 2025, arXiv 2412.04715): TILS between targets, TELS outside of
 * them. Lower is better; what a text and an unrelated picture have in common is in both.
 */
export async function leakageScores(
  picture: Picture,
  { edits, places }: { edits: readonly Change[]; places: readonly Mask[] },
  clip: Clip,
): Promise<Scores> {
  const targets = edits.flatMap((edit, i) => (saysWhat(edit) ? [{ edit, place: places[i]! }] : []));
  if (targets.length === 0) return { tils: null, tels: null };
  const texts = await Promise.all(targets.map(({ edit }) => clip.text(`a ${targetPhrase(edit)}`)));
  const fit = async (seen: Selection, at: readonly number[]) => {
    const { embedding } = await clip.picture(only(picture, seen));
    return at.map((text) => 100 * dot(embedding, texts[text]!));
  };
  const all = targets.map((_, i) => i);
  const between =
    targets.length < 2
      ? []
      : await Promise.all(
          targets.map(({ place }, i) =>
            fit(
              inside([place]),
              all.filter((other) => other !== i),
            ),
          ),
        );
  return { tils: mean(between.flat()), tels: mean(await fit(outside(places), all)) };
}

const saysWhat = ({ kind }: Change) => kind !== 'removal' && kind !== 'background';

/** The selected pixels on black. */
function only(picture: Picture, selection: Selection): Picture {
  const data = new Uint8Array(picture.data);
  selection.forEach((value, i) => {
    if (value === 0) data.fill(0, 4 * i, 4 * i + 3);
  });
  return { ...picture, data };
}
