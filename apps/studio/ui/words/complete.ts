import type { ModelInfo } from '../../src/contract.js';
import type { Speech } from './speech.js';

export interface Completion {
  /** What is written in place of the command from `from` to `to`. */
  text: string;
  from: number;
  to: number;
}

type Words = NonNullable<ModelInfo['words']>;

const MOST = 8;
/** What is written of a word so far. */
const LETTERS = /[\p{L}\p{M}'-]*$/u;

/**
 * What the word at the caret may become: things before an arrow, colors and things behind it; in the user's language, and
 * in English where that is what is typed. Empty if the model has no list of words, or if the word is complete.
 */
export function complete(
  command: string,
  caret: number,
  words: Words | undefined,
  speech: Speech,
): Completion[] {
  if (!words) return [];
  const before = command.slice(0, caret);
  if (/[\p{L}\p{M}]/u.test(command[caret] ?? '')) return [];
  const part = lastPart(before, speech);
  const begun = LETTERS.exec(before)![0].toLowerCase();
  const from = caret - begun.length;
  const shown = candidatesFor(part, words, speech).flatMap((word) => {
    const forms = speech.formsOf(word);
    if (forms.some((form) => form.toLowerCase() === begun)) return [];
    return forms.find((form) => form.toLowerCase().startsWith(begun)) ?? [];
  });
  return unique(shown)
    .slice(0, MOST)
    .map((text) => ({ text, from, to: caret }));
}

/** Matches signs anywhere, and words of a language as whole words. */
function marks(signs: string, words: readonly string[]): RegExp {
  return new RegExp(`${signs}|(?<![\\p{L}\\p{M}])(?:${words.join('|')})(?![\\p{L}\\p{M}])`, 'giu');
}

/** What follows the last sign or word that ends an edit. */
function lastPart(text: string, speech: Speech): string {
  let start = 0;
  for (const { index, 0: stop } of text.matchAll(marks('[,;.\\n]', speech.formsOf('and'))))
    start = index + stop.length;
  return text.slice(start);
}

function candidatesFor(part: string, words: Words, speech: Speech): string[] {
  const become = [...speech.formsOf('to'), ...speech.formsOf('into')];
  const arrow = marks('→|->|=>|>|:', become).exec(part);
  if (!arrow) return part.trim() === '' ? [] : unique([...words.nouns, 'background', ...words.colors]);
  const source = speech.englishOf(part.slice(0, arrow.index));
  if (source === 'background') return words.backgrounds;
  const isWorn = !ANIMALS.has(source);
  const adjectives = [...words.colors, ...words.materials];
  const things = words.nouns.filter((noun) => noun !== source);
  return unique(isWorn ? [...adjectives, ...things, 'nothing'] : [...things, ...adjectives, 'nothing']);
}

/** Of these, another animal is the likelier wish than another color. */
const ANIMALS = new Set(['cat', 'dog', 'rabbit', 'bear', 'fox', 'panda', 'lion', 'tiger']);

const unique = (words: readonly string[]) => [...new Set(words)];

/** A command with a completion taken, and where the caret is then. */
export function take(command: string, { text, from, to }: Completion): { command: string; caret: number } {
  return { command: command.slice(0, from) + text + command.slice(to), caret: from + text.length };
}
