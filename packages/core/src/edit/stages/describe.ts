import { DualeditError, NAMELESS, namesThing } from '@dualedit/foundation';
import { promptOfSeen } from '../../seen/prompt.js';
import { findPlaces, type Place } from '../../text/places.js';
import { readWords, type Words } from '../words.js';
import type { Work } from '../work.js';

/**
 * The words of an edit: if nobody said what the picture shows, of what was seen in it. Without a place for all of it in
 * a prompt, what no edit names is left out, the smallest first.
 */
export async function describe(work: Work): Promise<Words> {
  const { request, words, model, parts, masks, worn } = work;
  const unnamed = (work.unnamed ?? []).filter(({ name }) => name !== NAMELESS);
  const { picture, prompt } = request;
  const { pack, tokenizer } = model;
  if (prompt !== undefined || !masks) {
    return worn?.some(({ length }) => length > 0) ? readWords(pack, tokenizer, { ...request, worn }) : words;
  }
  const edits = request.edits.filter(namesThing);
  const scene = {
    picture,
    edits,
    masks: masks.filter((_, i) => namesThing(request.edits[i]!)),
    ...(pack.words && { known: pack.words }),
    ...(work.seen && { seen: work.seen }),
  };
  const named = promptOfSeen({ ...scene, unnamed: [] });
  const place = await parts.placeOf(picture, named.prompt || undefined);
  for (let count = unnamed.length; count >= 0; count--) {
    const { prompt: seen, places } = promptOfSeen({
      ...scene,
      unnamed: unnamed.slice(0, count),
      ...(place !== undefined && { place }),
    });
    if (seen === '') continue;
    try {
      const isNamedThere = ({ noun }: Place, edit: number) =>
        places[edit]![0] <= noun.start && noun.end <= places[edit]![1];
      // Another thing of the same name may stand before the one that is meant.
      if (!findPlaces(edits, seen).every(isNamedThere)) continue;
      return readWords(pack, tokenizer, { edits: request.edits, prompt: seen, worn });
    } catch (error) {
      if (!DualeditError.is(error)) throw error;
    }
  }
  return words;
}
