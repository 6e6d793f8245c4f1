import { isAttributePhrase } from './attribute.js';
import { checkPhrase, PLAIN_COLORS } from './check-phrase.js';
import type { Context } from './context.js';
import { DETERMINERS } from './lexicon/function-words.js';
import { dropLeading, isWord } from './phrase.js';
import { leftover } from './refusals.js';
import type { Token } from './token.js';

/**
 * Finds what is wrong with the words after a verb that says nothing else: `make the hat bigger`, `make the ball red
 * with white dots`.
 * @throws CommandError `command-comparison`, `command-leftover`, `command-pronoun`; returns if nothing is found
 */
export function checkComplement(context: Context, tokens: readonly Token[]): void {
  const bare = dropLeading(tokens, DETERMINERS);
  const color = bare.findIndex((token, i) => i > 0 && isWord(token, PLAIN_COLORS));
  const isNoun = color > 0 && !isAttributePhrase(bare.slice(0, color));
  if (isNoun && color + 1 < bare.length) throw leftover(context, bare.slice(color + 1));
  // Articles of a further phrase are not what is wrong here.
  checkPhrase(
    context,
    bare.filter((token, i) => i === 0 || !isWord(token, DETERMINERS)),
    'target',
  );
}
