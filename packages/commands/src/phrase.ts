import type { Token } from './tokens.js';

export function isWord(token: Token | undefined, among: ReadonlySet<string>): boolean {
  return token?.type === 'word' && among.has(token.text.toLowerCase());
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
