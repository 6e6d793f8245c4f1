import type { Token } from './token.js';

/** A word as the tables have it: lower case, with the straight apostrophe. */
export function lower(token: Token): string {
  return token.text.toLowerCase().replaceAll('’', "'");
}

export function isWord(
  token: Token | undefined,
  among: ReadonlySet<string> | ReadonlyMap<string, unknown>,
): boolean {
  return token?.type === 'word' && among.has(lower(token));
}

/** Whether the tokens from `at` on are these words. */
export function wordsAt(tokens: readonly Token[], at: number, words: readonly string[]): boolean {
  return words.every((word, i) => {
    const token = tokens[at + i];
    return token?.type === 'word' && lower(token) === word;
  });
}

/** The first place of one of some phrases, and how many words it has. */
export function findPhrase(
  tokens: readonly Token[],
  phrases: readonly (readonly string[])[],
): { at: number; length: number } | undefined {
  for (const at of tokens.keys()) {
    const phrase = phrases.find((words) => wordsAt(tokens, at, words));
    if (phrase) return { at, length: phrase.length };
  }
  return undefined;
}

/** The phrase that the tokens begin with: its number of words, or 0. */
export function leadingPhrase(tokens: readonly Token[], phrases: readonly (readonly string[])[]): number {
  return phrases.find((words) => wordsAt(tokens, 0, words))?.length ?? 0;
}

/** The tokens without words of `among` at their head; the last one stays whatever it is. */
export function dropLeading(tokens: readonly Token[], among: ReadonlySet<string>): readonly Token[] {
  let from = 0;
  while (from < tokens.length - 1 && isWord(tokens[from], among)) from++;
  return tokens.slice(from);
}

export function phraseOf(tokens: readonly Token[]): string {
  return tokens.map((token) => token.text).join(' ');
}

/** From the first to the last of them. Words that were put in another order still have their own places. */
export function spanOf(tokens: readonly Token[]): [start: number, end: number] {
  return [
    tokens.reduce((least, { start }) => Math.min(least, start), tokens[0]!.start),
    tokens.reduce((most, { end }) => Math.max(most, end), 0),
  ];
}
