import { UNCHANGING } from './chunks.js';
import type { Clause } from './clauses.js';
import type { Context } from './context.js';
import { words } from './lexicon/words.js';
import { isWord, leadingPhrase, wordsAt } from './phrase.js';
import { leftover } from './refusals.js';
import type { Token } from './token.js';

const KEEP = words('keep keeping leave leaving preserve preserving retain');
const NEGATIONS = ['do not', "don't", 'dont', 'never', 'without', 'not'].map((phrase) => phrase.split(' '));
const TOUCH = words('change touch edit alter modify affect move remove delete recolor recolour replace');
const NOTHING_ELSE = ['nothing else', 'no other changes', 'not anything else', 'nothing more'].map((phrase) =>
  phrase.split(' '),
);
const AS_IT_IS = [
  'as it is',
  'as is',
  'as it was',
  'as they are',
  'as before',
  'unchanged',
  'untouched',
  'alone',
  'intact',
  'the same',
  'where it is',
].map((phrase) => phrase.split(' '));

/** What is to stay: `keep the hat`, `don't touch the hat`, `without changing the hat`, `nothing else`. */
export function readKept(context: Context, tokens: readonly Token[]): Clause | undefined {
  if (tokens.some(({ type }) => type === 'arrow' || type === 'swap')) return undefined;
  const nothing = leadingPhrase(tokens, NOTHING_ELSE);
  if (nothing === tokens.length) return { type: 'keep', kept: [], said: tokens };
  if (isWord(tokens[0], KEEP)) return kept(tokens, 1);
  const negation = leadingPhrase(tokens, NEGATIONS);
  if (negation === 0) return undefined;
  const verb = tokens[negation];
  if (isWord(verb, TOUCH) || isWord(verb, UNCHANGING)) return kept(tokens, negation + 1);
  if (wordsAt(tokens, 0, ['not']) && tokens.length > 1) return kept(tokens, 1);
  if (wordsAt(tokens, 0, ['without'])) return undefined;
  throw leftover(context, tokens.slice(0, negation));
}

function kept(tokens: readonly Token[], from: number): Clause {
  let to = tokens.length;
  for (const phrase of AS_IT_IS) if (wordsAt(tokens, to - phrase.length, phrase)) to -= phrase.length;
  return { type: 'keep', kept: tokens.slice(from, Math.max(from, to)), said: tokens };
}
