import { type Change, type Mask, type Picture, targetPhrase } from '@dualedit/foundation';
import { cropToMask, errorOutside } from '../image/crop.js';
import { sampleMask } from '../image/place-mask.js';
import type { Score } from '../methods/oir/search.js';
import { articleFor, bare } from '../text/phrases.js';
import type { OptionalParts } from './optional-parts.js';
import type { Work } from './work.js';

/** What a change should show, in words; undefined if it should show nothing. */
function shownBy(edit: Change): string | undefined {
  if (edit.kind === 'removal') return undefined;
  const thing = bare(targetPhrase(edit));
  return edit.kind === 'background' ? thing : `${articleFor(thing)} ${thing}`;
}

/** How well the places of edits show what they should: the mean cosine of CLIP; undefined if the pack has none. */
export async function fitOf(
  parts: OptionalParts,
  picture: Picture,
  edits: readonly Change[],
  masks: readonly Mask[],
): Promise<number | undefined> {
  const fits: number[] = [];
  for (const [i, edit] of edits.entries()) {
    const words = shownBy(edit);
    if (words === undefined) continue;
    const fit = await parts.fit(cropToMask(picture, masks[i]!), words);
    if (fit === undefined) return undefined;
    fits.push(fit);
  }
  return fits.length === 0 ? undefined : fits.reduce((sum, fit) => sum + fit) / fits.length;
}

/** OIR's score of a latent for one edit: of the square as the model draws it. */
export function latentScore(work: Work): (latent: Float32Array, edit: number) => Promise<Score> {
  const { model, parts, request, masks, inverted } = work;
  const { region, seen } = inverted!;
  const own = masks!.map((mask) => sampleMask(mask, region, seen.width));
  return async (latent, i) => {
    const picture = await model.autoencoder.decode(latent, model.latent.width, model.latent.height);
    const edit = request.edits[i]!;
    const fit = await fitOf(parts, picture, [edit], [own[i]!]);
    return { target: fit ?? 0, background: -errorOutside(picture, seen, own[i]!) };
  };
}
