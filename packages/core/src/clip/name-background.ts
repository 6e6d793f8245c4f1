import type { Picture } from '@dualedit/foundation';
import { articleFor } from '../text/phrases.js';
import { placePhrases } from '../text/place-phrases.js';
import type { WordList } from '../text/words.js';
import { type Clip, product } from './clip.js';

/** Where a picture was taken, in the words of its pack. */
export interface NamedBackground {
  /** One of the backgrounds in the pack's word list, such as `grass`. */
  background: string;
  /** As a caption ends: `on the grass`. */
  phrase: string;
  /** By how much it fits better than the next background does: a difference of cosines. */
  margin: number;
}

/** What it was chosen by is in `results/background.json`: with a larger margin, no scene was named wrongly. */
const SURE = 0.03;

/**
 * Names the background that a picture shows. A caption of a place alone says too little: each place is asked for behind
 * every thing that the pack knows, or that is known to be there, and the mean decides.
 *
 * @param things what is in the picture, as a caption begins: `a yellow ball and a blue cup`; more than one for more
 * ways to say it. Defaults to every noun of the pack.
 * @returns undefined where no background fits clearly better than the others, or where the pack knows none
 * @throws DualeditError `model-unreadable`, `model-nan`, `prompt-too-long`
 */
export async function nameBackground(
  clip: Clip,
  picture: Picture,
  words: WordList,
  things: readonly string[] = words.nouns.map((noun) => `${articleFor(noun)} ${noun}`),
): Promise<NamedBackground | undefined> {
  const shown = await clip.embedPicture(picture);
  const fits: { background: string; phrase: string; fit: number }[] = [];
  for (const background of words.backgrounds) {
    const phrases = placePhrases(background);
    const captions = phrases.flatMap((phrase) => things.map((thing) => `${thing} ${phrase}`));
    const all = (await clip.embedTexts(captions)).map((said) => product(said, shown));
    fits.push({ background, phrase: phrases[0]!, fit: all.reduce((sum, fit) => sum + fit) / all.length });
  }
  const [best, next] = fits.toSorted((a, b) => b.fit - a.fit);
  if (!best) return undefined;
  const margin = best.fit - (next?.fit ?? 0);
  return margin < SURE ? undefined : { background: best.background, phrase: best.phrase, margin };
}
