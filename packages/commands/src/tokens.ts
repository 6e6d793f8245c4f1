import { CommandError } from './command-error.js';

export interface Token {
  type: 'word' | 'quoted' | 'arrow' | 'separator' | 'bang' | 'hash' | 'bracket';
  /** For `quoted` and `bracket`, what stands inside; without runs of spaces, in Unicode form NFC. */
  text: string;
  /** UTF-16 offsets into the command, end exclusive. */
  start: number;
  end: number;
}

const SPACES = '\\s\\u200b\\u2060\\ufeff\\p{Cc}';
const SEPARATORS = ',;\\n\\r\\u2028\\u2029，；、。';
const ARROW_SIGNS = '→⇒⟶⟹➔➙➜➝➞➡￫';
const DOUBLE_QUOTES = '"“”„«»「」＂';
/** At most three dashes, so that a long run of them is read in linear time. */
const ARROW = `(?:[-–—=－＝]{1,3}[>＞]|[${ARROW_SIGNS}])\\ufe0f?`;

const TOKEN = new RegExp(
  [
    `(?<separator>[${SEPARATORS}])`,
    `(?<space>[${SPACES}])`,
    `(?<arrow>${ARROW})`,
    '(?<bang>[!！])',
    '(?<hash>[#＃])',
    '(?<open>[(（])',
    '(?<close>[)）])',
    `(?<quote>[${DOUBLE_QUOTES}'‘＇])`,
    `(?<word>(?:(?!${ARROW})[^${SEPARATORS}${SPACES}${ARROW_SIGNS}${DOUBLE_QUOTES}!！#＃()（）])+)`,
  ].join('|'),
  'uy',
);
const SPACE_RUN = new RegExp(`[${SPACES}]+`, 'gu');
const DOUBLE_QUOTE = new RegExp(`[${DOUBLE_QUOTES}]`, 'u');
const DOUBLE_CLOSE = new RegExp(`[${DOUBLE_QUOTES}]`, 'gu');
/** An apostrophe within a word (`'dog's hat'`) does not close. */
const SINGLE_CLOSE = /['’＇](?![\p{L}\p{N}])/gu;
const BRACKET_CLOSE = /[)）]/gu;

/**
 * Splits a command into tokens, in one pass.
 * @throws CommandError `command-quote`, `command-bracket`
 */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    TOKEN.lastIndex = at;
    const groups = TOKEN.exec(text)?.groups;
    const end = TOKEN.lastIndex;
    if (groups?.quote) tokens.push(quoted(text, at, groups.quote));
    else if (groups?.open) tokens.push(bracket(text, at));
    else if (groups?.space === undefined) {
      const type = (['separator', 'arrow', 'bang', 'hash', 'word'] as const).find((name) => groups?.[name]);
      if (!type) throw strayBracket(text, at);
      tokens.push({ type, text: tidy(text.slice(at, end)), start: at, end });
    }
    at = groups?.quote || groups?.open ? tokens.at(-1)!.end : end;
  }
  return tokens;
}

function tidy(text: string): string {
  return text.replace(SPACE_RUN, ' ').trim().normalize('NFC');
}

function indexOfNext(pattern: RegExp, text: string, from: number): number {
  pattern.lastIndex = from;
  return pattern.exec(text)?.index ?? -1;
}

function quoted(text: string, start: number, mark: string): Token {
  const double = !/['‘＇]/u.test(mark);
  const close = indexOfNext(double ? DOUBLE_CLOSE : SINGLE_CLOSE, text, start + 1);
  const fail = (message: string, hint: string, span: [number, number]) =>
    new CommandError({ code: 'command-quote', message, hint, text, span });
  if (close < 0) {
    throw fail(
      'A quotation mark is never closed.',
      `Add ${mark === '‘' ? '’' : mark} after the phrase, or delete this one.`,
      [start, start + 1],
    );
  }
  const inside = tidy(text.slice(start + 1, close));
  const span: [number, number] = [start, close + 1];
  if (inside === '')
    throw fail(
      'There is nothing between the quotation marks.',
      'Write a phrase between them, or delete them.',
      span,
    );
  if (!double && DOUBLE_QUOTE.test(inside)) {
    throw fail('Quotation marks stand inside quotation marks.', 'Keep the outer pair only.', span);
  }
  return { type: 'quoted', text: inside, start, end: close + 1 };
}

function bracket(text: string, start: number): Token {
  const close = indexOfNext(BRACKET_CLOSE, text, start + 1);
  if (close >= 0) return { type: 'bracket', text: tidy(text.slice(start + 1, close)), start, end: close + 1 };
  throw new CommandError({
    code: 'command-bracket',
    message: 'A bracket is never closed.',
    hint: 'Add ")" after the strength or kind, such as "cat→dog (0.7)".',
    text,
    span: [start, start + 1],
  });
}

function strayBracket(text: string, at: number): CommandError {
  return new CommandError({
    code: 'command-bracket',
    message: 'A bracket is closed that was never opened.',
    hint: 'Delete it, or add "(" before the strength or kind, such as "cat→dog (0.7)".',
    text,
    span: [at, at + 1],
  });
}
