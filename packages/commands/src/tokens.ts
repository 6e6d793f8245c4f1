import { readColor } from './colors.js';
import { CommandError } from './command-error.js';
import { EMOJI, emojiTokens } from './emoji.js';
import type { Token } from './token.js';

/** Marks that show nothing: direction, joiners, byte order. */
const INVISIBLE = '\\u00ad\\u061c\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u2069\\ufeff';
const SPACES = `\\s\\p{Cc}¿¡`;
const STOPS = '\\n\\r\\u2028\\u2029;；؛。？؟';
const COMMAS = ',，、،';
const ARROW_SIGNS = '→⇒⟶⟹➔➙➜➝➞➡￫';
const BACK_SIGNS = '←⇐⟵⬅';
const SWAP_SIGNS = '↔⇔⟷⇄⇆';
const EQUALS = ':=>：＝＞';
const DOUBLE_QUOTES = '"“”„«»「」＂';
const DASHES = '[-–—=－＝]';
/** At most three dashes, so that a long run of them is read in linear time. */
const ARROW = `(?:${DASHES}{1,3}[>＞]|[${ARROW_SIGNS}])\\ufe0f?`;
const SWAP = `(?:<${DASHES}{1,2}>|[${SWAP_SIGNS}])\\ufe0f?`;
const BACK = `(?:<${DASHES}{1,2}(?!\\p{L})|[${BACK_SIGNS}])\\ufe0f?`;
const SIGNS = `${STOPS}${COMMAS}${SPACES}${ARROW_SIGNS}${BACK_SIGNS}${SWAP_SIGNS}${EQUALS}${DOUBLE_QUOTES}!！#＃()（）+＋`;

const TOKEN = new RegExp(
  [
    `(?<stop>[${STOPS}])`,
    `(?<comma>[${COMMAS}])`,
    `(?<space>[${SPACES}${INVISIBLE}])`,
    `(?<swap>${SWAP})`,
    `(?<back>${BACK})`,
    `(?<arrow>${ARROW})`,
    '(?<link>https?://[^\\s]{0,300})',
    '(?<color>(?<![\\p{L}\\p{N}])[#＃](?:[0-9a-f]{8}|[0-9a-f]{6}|[0-9a-f]{3,4})(?![\\p{L}\\p{N}])|(?<![\\p{L}\\p{N}])(?:rgb|hsl|hwb|lab|lch|oklab|oklch)a?\\([^()]{1,60}\\))',
    '(?<bang>[!！])',
    '(?<hash>[#＃])',
    '(?<open>[(（])',
    '(?<close>[)）])',
    '(?<plus>[+＋])',
    `(?<equals>[${EQUALS}])`,
    `(?<quote>[${DOUBLE_QUOTES}'‘＇])`,
    `(?<emoji>${EMOJI})`,
    `(?<word>(?:(?!${ARROW}|${SWAP}|${EMOJI})[^${SIGNS}])+)`,
  ].join('|'),
  'uiy',
);
const TYPES = ['stop', 'comma', 'swap', 'back', 'arrow', 'bang', 'hash', 'plus', 'equals'] as const;
const SPACE_RUN = new RegExp(`[${SPACES}]+`, 'gu');
const MARK = new RegExp(`[${INVISIBLE}]`, 'gu');
/** Joiners that belong to the spelling of Persian and Indic words. */
const JOINER = /(?<=[\p{L}\p{M}])[\u200c\u200d](?=[\p{L}\p{M}])/gu;
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/u;
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
  const rightToLeft = RIGHT_TO_LEFT.test(text);
  let at = 0;
  while (at < text.length) {
    TOKEN.lastIndex = at;
    const groups = TOKEN.exec(text)?.groups ?? {};
    const end = groups.space === undefined && TOKEN.lastIndex === 0 ? at + 1 : TOKEN.lastIndex;
    if (groups.close) throw strayBracket(text, at);
    if (groups.quote) tokens.push(quoted(text, at, groups.quote));
    else if (groups.open) tokens.push(bracket(text, at));
    else if (groups.space === undefined) tokens.push(...plainTokens(text, at, end, groups, rightToLeft));
    at = groups.quote || groups.open ? tokens.at(-1)!.end : end;
  }
  return tokens;
}

function plainTokens(
  text: string,
  start: number,
  end: number,
  groups: Record<string, string | undefined>,
  rightToLeft: boolean,
): Token[] {
  const said = text.slice(start, end);
  const type = TYPES.find((name) => groups[name]);
  // In text that runs from right to left, an arrow to the left points at what comes next.
  if (type) return [{ type: type === 'back' && rightToLeft ? 'arrow' : type, text: said, start, end }];
  if (groups.color) {
    const color = readColor(said);
    if (color) return [{ type: 'word', text: color.name, color: color.hex, start, end }];
  }
  if (groups.emoji) return emojiTokens(said, start, end);
  return wordTokens(said, start, end);
}

/** A color without its sign: `ff0000`, `0xff0000`. Six letters alone are a word. */
const BARE_COLOR = /^(?:0x)?((?=.*\d)(?=.*[a-f])[0-9a-f]{6})$/i;

/** Abbreviations, whose full stop ends no sentence. */
const ABBREVIATION = /^(?:mr|mrs|ms|dr|st|jr|sr|no|\p{L}(?:\.\p{L})*)\.$/iu;

/** A word; full stops and question marks behind it are a token of their own. */
function wordTokens(said: string, start: number, end: number): Token[] {
  const bare = BARE_COLOR.exec(said)?.[1];
  const color = bare === undefined ? undefined : readColor(`#${bare}`);
  if (color) return [{ type: 'word', text: color.name, color: color.hex, start, end }];
  const stop = ABBREVIATION.test(said) ? undefined : /[.?…]+$/u.exec(said)?.[0];
  const length = said.length - (stop?.length ?? 0);
  const text = tidy(said.slice(0, length));
  const tokens: Token[] = text === '' ? [] : [{ type: 'word', text, start, end: start + length }];
  if (stop) tokens.push({ type: 'stop', text: stop, start: start + length, end });
  return tokens;
}

function tidy(text: string): string {
  const joined = text.replace(JOINER, (mark) => (mark === '\u200c' ? '\ue000' : '\ue001'));
  const plain = joined.replace(MARK, '').replace(SPACE_RUN, ' ').trim();
  return plain.replaceAll('\ue000', '\u200c').replaceAll('\ue001', '\u200d').normalize('NFC');
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
