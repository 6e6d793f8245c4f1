/** UTF-16 offsets into a text, end exclusive. */
export interface Range {
  start: number;
  end: number;
}

/** The words of a text and where they stand; the 's of "the cat's" is a word of its own. */
export function wordsOf(text: string): { text: string; start: number; end: number }[] {
  return Array.from(text.matchAll(/[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)*/gu), (match) => ({
    text: match[0],
    start: match.index,
    end: match.index + match[0].length,
  }));
}

/** A noun phrase without an article before it: `cat` for `the cat`. */
export function bare(phrase: string): string {
  return phrase
    .normalize('NFC')
    .trim()
    .replace(/^(?:an?|the)\s+/i, '');
}

/** Vowels that sound as consonants (`a unicorn`), and the reverse (`an hour`). */
const CONSONANT = /^(?:uni(?![mn])|us[eu]|uti|eu|ewe|on(?:e|ce)\b)/i;
const VOWEL = /^(?:[aeiou]|hour|honest|honou?r|heir)/i;

/** `a` or `an`, by the sound that the next word begins with. */
export function articleFor(next: string): 'a' | 'an' {
  return VOWEL.test(next) && !CONSONANT.test(next) ? 'an' : 'a';
}
