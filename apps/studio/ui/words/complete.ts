import type { ModelInfo } from '../../src/contract.js';

export interface Completion {
  /** What is written in place of the command from `from` to `to`. */
  text: string;
  from: number;
  to: number;
}

type Words = NonNullable<ModelInfo['words']>;

const MOST = 8;
/** What ends an edit, and what stands between a thing and what it becomes. */
const STOP = /[,;.\n]|\band\b/gi;
const ARROW = /→|->|=>|>|\bto\b|\binto\b|:/i;
/** Words that come before a color or before a thing, after the arrow. */
const LETTERS = /[\p{L}\p{M}'-]*$/u;

/**
 * What the word at the caret may become: things before an arrow, colors and things behind it. Empty if the model has no
 * list of words, or if the word is complete.
 */
export function complete(command: string, caret: number, words: Words | undefined): Completion[] {
  if (!words) return [];
  const before = command.slice(0, caret);
  if (/[\p{L}\p{M}]/u.test(command[caret] ?? '')) return [];
  const part = lastPart(before);
  const begun = LETTERS.exec(before)![0].toLowerCase();
  const from = caret - begun.length;
  const candidates = candidatesFor(part, words).filter((word) => word.startsWith(begun) && word !== begun);
  return candidates.slice(0, MOST).map((text) => ({ text, from, to: caret }));
}

function lastPart(text: string): string {
  let start = 0;
  for (const { index, 0: stop } of text.matchAll(STOP)) start = index + stop.length;
  return text.slice(start);
}

function candidatesFor(part: string, words: Words): string[] {
  const arrow = ARROW.exec(part);
  if (!arrow) return part.trim() === '' ? [] : unique([...words.nouns, 'background', ...words.colors]);
  const source = part.slice(0, arrow.index).trim().toLowerCase();
  if (source.endsWith('background')) return words.backgrounds;
  const isWorn = !ANIMALS.has(source.split(' ').at(-1) ?? '');
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
