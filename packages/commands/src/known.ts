import { nearestColor } from '@dualedit/foundation';
import { cssColor } from './colors.js';
import { type Context, errorAt, quote } from './context.js';
import { inEnglish, inLanguage } from './languages/languages.js';
import { lower } from './phrase.js';
import { isPlural, plural, singular } from './plural.js';
import { near } from './spelling.js';
import type { Token } from './token.js';
import type { Vocabulary } from './vocabulary.js';

const LONGEST_NAME = 3;
const ALWAYS: ReadonlySet<string> = new Set(['a', 'an', 'the', 'and']);

/**
 * The words of a phrase as the model knows them: synonyms and colors by their nearest known name, plurals as they
 * are.
 * @throws CommandError `command-unknown-word`
 */
export function known(context: Context, tokens: readonly Token[]): Token[] {
  const { vocabulary } = context;
  if (!vocabulary) return [...tokens];
  const result: Token[] = [];
  for (let at = 0; at < tokens.length; ) {
    const length = emojiLength(tokens, at);
    const { replaced, used } = replaceAt(vocabulary, tokens, at, length);
    if (used === 0) throw unknownWord(context, vocabulary, tokens.slice(at, at + length));
    // "navy blue" is one blue
    for (const token of replaced) {
      const last = result.at(-1);
      const repeats = last?.text === token.text && (last.color ?? token.color) !== undefined;
      if (!repeats) result.push(token);
    }
    at += used;
  }
  return result;
}

/** How many words the name of one emoji has; 1 for a plain word. */
function emojiLength(tokens: readonly Token[], at: number): number {
  const first = tokens[at]!;
  if (!first.emoji) return 1;
  const end = tokens.findIndex((token, i) => i > at && token.start !== first.start);
  return (end < 0 ? tokens.length : end) - at;
}

function replaceAt(
  vocabulary: Vocabulary,
  tokens: readonly Token[],
  at: number,
  least: number,
): { replaced: Token[]; used: number } {
  for (let length = Math.min(Math.max(LONGEST_NAME, least), tokens.length - at); length > 0; length--) {
    const some = tokens.slice(at, at + length);
    const replaced = length >= least ? replace(vocabulary, some) : undefined;
    if (replaced) return { replaced, used: length };
  }
  // Of an emoji that the table does not know, the last word names the thing: "soccer ball".
  const last = least > 1 ? replace(vocabulary, [tokens[at + least - 1]!]) : undefined;
  return last ? { replaced: last, used: least } : { replaced: [], used: 0 };
}

function replace(vocabulary: Vocabulary, tokens: readonly Token[]): Token[] | undefined {
  const [first, last] = [tokens[0]!, tokens.at(-1)!];
  const name = tokens.map(lower).join(' ');
  const as = (text: string, color?: string): Token[] => {
    const token: Token = { ...first, text, start: first.start, end: last.end };
    return [color === undefined ? token : { ...token, color }];
  };
  const colored = (hex: string) => {
    const near = nearestKnown(vocabulary, hex);
    return near === undefined ? undefined : as(near, hex);
  };
  if (first.color !== undefined && tokens.length === 1) return colored(first.color);
  if (isKnown(vocabulary, name)) return tokens.length === 1 ? as(name) : undefined;
  const synonym = synonymOf(vocabulary, name);
  if (synonym !== undefined && isKnown(vocabulary, synonym)) return as(synonym);
  const color = cssColor(tokens.map(lower));
  return color === undefined ? undefined : colored(color);
}

/** The name that the model has for a color, or for one of nearly its hue. Near white, black and gray there is none. */
function nearestKnown({ colors }: Vocabulary, hex: string): string | undefined {
  const name = nearestColor(hex);
  return HUELESS.has(name) && !colors.includes(name) ? undefined : nearestColor(hex, colors);
}

const HUELESS: ReadonlySet<string> = new Set(['white', 'black', 'gray']);

/** Whether a model knows a word, or the plural of one. */
export function isKnown({ words, nouns, colors, backgrounds }: Vocabulary, word: string): boolean {
  const one = singular(word);
  return (
    ALWAYS.has(word) ||
    [words, nouns, colors, backgrounds].some((list) => list.includes(word)) ||
    (one !== word && nouns.includes(one))
  );
}

function synonymOf({ synonyms = {} }: Vocabulary, name: string): string | undefined {
  if (Object.hasOwn(synonyms, name)) return synonyms[name];
  const one = singular(name);
  return isPlural(name) && Object.hasOwn(synonyms, one) ? plural(synonyms[one]!) : undefined;
}

function unknownWord(context: Context, vocabulary: Vocabulary, tokens: readonly Token[]) {
  const { nouns, colors, backgrounds, words, synonyms = {} } = vocabulary;
  const said = tokens.map(lower).join(' ');
  const own = Object.keys(context.language?.words ?? {});
  const all = [...own, ...nouns, ...colors, ...backgrounds, ...words, ...Object.keys(synonyms)];
  const meant = inEnglish(said) ?? near(said, all);
  const say = (names: readonly string[]) =>
    names.map((name) => inLanguage(context.language, name)).join(', ');
  const list = `It knows the things ${say(nouns)}; the colors ${say(colors)}; the places ${say(backgrounds)}.`;
  return errorAt(
    context,
    'command-unknown-word',
    tokens,
    `This model does not know ${quote(context, tokens)}.`,
    meant ? `Did you mean "${meant}"? ${list}` : list,
    meant,
  );
}
