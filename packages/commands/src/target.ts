import type { EditKind } from '@dualedit/foundation';
import { isNounAfterArticle, isSameFamily, leadingAttributes } from './attribute.js';
import { DETERMINERS, INDEFINITE } from './lexicon/function-words.js';
import { dropLeading, isWord, phraseOf } from './phrase.js';
import { lastWord, singular } from './plural.js';
import type { Token } from './tokens.js';

export interface Target {
  phrase: string;
  kind: EditKind;
}

/**
 * Reads the right side of an arrow, and what it changes of `source`: `dog` the object, `red` (or `red hat`
 * of a hat, or `made of wood`) an attribute, `red cap` both.
 */
export function readTarget(source: string, tokens: readonly Token[], said: EditKind | undefined): Target {
  const rest = dropLeading(tokens, DETERMINERS);
  const phrase = phraseOf(rest);
  if (said && said !== 'attribute') return { phrase, kind: said };
  const words = phrase.split(' ');
  const attributes = attributeWords(source, words);
  if (attributes) return { phrase: attributes, kind: 'attribute' };
  if (said) return { phrase, kind: said };
  const count = countAttributes(source, words, isWord(tokens[0], INDEFINITE) && rest.length < tokens.length);
  if (count === words.length) return { phrase, kind: 'attribute' };
  return { phrase, kind: count > 0 ? 'both' : 'object' };
}

/** The attributes of a target that names its source again (`hat→red hat`) or its material (`table→made of wood`). */
function attributeWords(source: string, words: readonly string[]): string | undefined {
  const made = /^made (?:of|from|out of) (.+)$/i.exec(words.join(' '))?.[1];
  if (made) return made;
  const count = leadingAttributes(words);
  const noun = words.slice(count).join(' ').toLowerCase();
  const same = noun !== '' && singular(noun) === singular(source.toLowerCase());
  return count > 0 && same ? words.slice(0, count).join(' ') : undefined;
}

function countAttributes(source: string, words: readonly string[], indefinite: boolean): number {
  const count = leadingAttributes(words);
  const last = words[words.length - 1]!;
  const isThing = isSameFamily(lastWord(source), last) || (indefinite && isNounAfterArticle(last));
  return count === words.length && isThing ? count - 1 : count;
}
