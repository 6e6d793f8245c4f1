import { isColor } from './colors.js';
import { wordsOf } from './phrases.js';

/** Words between noun phrases, and those that stand in a noun phrase without naming a thing. */
const JOINING = new Set(
  (
    'a an the this that these those his her its their some and or with without of on in at by for from to into onto over ' +
    'under behind before between beside next near above below front left right top bottom side middle is are was were has ' +
    'have there picture photo photograph image painting drawing view close-up background foreground small big large little ' +
    'two three four five several many one old young beautiful'
  ).split(' '),
);

/** What a sentence may name as things, for a detector to look for: the last word of each of its noun phrases. */
export function nounsIn(prompt: string): string[] {
  const words = wordsOf(prompt.toLowerCase()).map(({ text }) => text);
  const isNoun = (word: string | undefined) =>
    word !== undefined && !JOINING.has(word) && !isColor(word) && !/(?:ing|ly)$/.test(word);
  return [...new Set(words.filter((word, i) => isNoun(word) && !isNoun(words[i + 1])))];
}
