import { DualeditError } from '@dualedit/foundation';
import { promptOfSeen } from '../../seen/prompt.js';
import { findPlaces, type Place } from '../../text/places.js';
import { readWords, type Words } from '../words.js';
import type { Work } from '../work.js';

/**
 * The words of an edit: if nobody said what the picture shows, of what was seen in it. Without a place for all of it in
 * a prompt, what no edit names is left out, the smallest first.
 */
export async function describe({ request, words, model, parts, masks, unnamed = [] }: Work): Promise<Words> {
  const { image: picture, edits, prompt } = request;
  if (prompt !== undefined || !masks) return words;
  const { pack, tokenizer } = model;
  const known = pack.words && { known: pack.words };
  const named = promptOfSeen({ picture, edits, masks, unnamed: [], ...known });
  const place = await parts.placeOf(picture, named.prompt);
  for (let count = unnamed.length; count >= 0; count--) {
    const { prompt: seen, places } = promptOfSeen({
      picture,
      edits,
      masks,
      unnamed: unnamed.slice(0, count),
      ...known,
      ...(place !== undefined && { place }),
    });
    try {
      const isNamedThere = ({ noun }: Place, edit: number) =>
        places[edit]![0] <= noun.start && noun.end <= places[edit]![1];
      // Another thing of the same name may stand before the one that is meant.
      if (!findPlaces(edits, seen).every(isNamedThere)) continue;
      return readWords(pack, tokenizer, { edits, prompt: seen });
    } catch (error) {
      if (!DualeditError.is(error)) throw error;
    }
  }
  return words;
}
