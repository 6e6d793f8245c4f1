import { CommandError } from './command-error.js';
import type { LanguageWords } from './languages/language-words.js';
import { spanOf } from './phrase.js';
import type { Token } from './token.js';
import type { Vocabulary } from './vocabulary.js';

/** What the parts of the grammar share while they read one command. */
export interface Context {
  text: string;
  /** All of it, with words of the user's language in English. */
  tokens: readonly Token[];
  /** What the model knows; anything if absent. */
  vocabulary: Vocabulary | undefined;
  /** The user's language, if not English. */
  language: LanguageWords | undefined;
  /** Whether a region is marked, so that something new has a place. */
  region: boolean;
  /** The nouns of the last thing that was named, for `the right one`. */
  last: readonly Token[] | undefined;
}

/** An error at some tokens of the command. */
export function errorAt(
  { text }: Context,
  code: string,
  tokens: readonly Token[],
  message: string,
  hint: string,
  instead?: string,
): CommandError {
  return new CommandError({ code, message, hint, text, span: spanOf(tokens), instead });
}

/** As it is written, shortened for a message. */
export function quote({ text }: Context, tokens: readonly Token[], most = 60): string {
  const said = text.slice(...spanOf(tokens)).replace(/\s+/g, ' ');
  return `"${said.length > most ? `${said.slice(0, most)}…` : said}"`;
}
