import { createRequire } from 'node:module';
import type { Token } from './token.js';

/** One emoji with its modifiers, or several that are joined into one sign. */
export const EMOJI =
  '(?:\\p{Emoji_Presentation}|\\p{Extended_Pictographic}\\ufe0f)[\\p{Emoji_Modifier}\\ufe0f]*(?:\\u200d\\p{Emoji}[\\p{Emoji_Modifier}\\ufe0f]*)*';

interface EmojiEntry {
  name: string;
  group: string;
}

let table: Readonly<Record<string, EmojiEntry>> | undefined;

/** Unicode's names, read from the package on the first emoji. */
function entryOf(sign: string): EmojiEntry | undefined {
  table ??= createRequire(import.meta.url)('unicode-emoji-json/data-by-emoji.json') as typeof table;
  const plain = sign.replace(/\p{Emoji_Modifier}/gu, '');
  return table![plain] ?? table![plain.replaceAll('\ufe0f', '')] ?? table![`${plain}\ufe0f`];
}

const COLORED_SHAPE =
  /^(?:large )?(red|orange|yellow|green|blue|purple|brown|black|white) (?:circle|square)$/;
const GESTURES = /hand|thumb|clap|palms|finger|handshake|fist/;

/** The words of an emoji's name; a colored circle or square is its color. An unknown sign stays itself. */
export function emojiTokens(sign: string, start: number, end: number): Token[] {
  const entry = entryOf(sign);
  if (!entry) return [{ type: 'word', text: sign, start, end }];
  const isFace =
    entry.group === 'Smileys & Emotion' || (entry.group === 'People & Body' && GESTURES.test(entry.name));
  const emoji = isFace ? ('face' as const) : ('sign' as const);
  const name = COLORED_SHAPE.exec(entry.name)?.[1] ?? entry.name.replace(/ face$/, '');
  if (!/^[a-z -]+$/.test(name)) return [{ type: 'quoted', text: name, start, end, emoji }];
  return name.split(' ').map((text) => ({ type: 'word', text, start, end, emoji }));
}
