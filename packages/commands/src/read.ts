import type { Change } from '@dualedit/foundation';
import { findSentences } from './chunks.js';
import { CommandError } from './command-error.js';
import { type Context, errorAt } from './context.js';
import { languageOf } from './languages/languages.js';
import { translate } from './languages/translate.js';
import { spanOf } from './phrase.js';
import { checkAllKept, type Kept, SentenceReader } from './sentence.js';
import { tokenize } from './tokens.js';
import type { Vocabulary } from './vocabulary.js';

export interface ReadOptions {
  /** The longest accepted command, in UTF-16 units; 2000 if absent. */
  maxLength?: number;
  /** The words that the model knows: others are refused, or replaced by their synonyms. Any word if absent. */
  vocabulary?: Vocabulary;
  /** Whether a box or mask marks where something new goes. */
  region?: boolean;
  /** A user's locale, such as `de` or `fr-CA`: words of that language are read beside English ones. */
  locale?: string;
}

/** Something that a command says about what is not to change. */
export interface KeptNote {
  /** What is kept, such as `hat`; undefined for everything else. */
  phrase: string | undefined;
  span: [start: number, end: number];
}

/** A command as it was understood. */
export interface Reading {
  /** At least one, in the command's order. */
  changes: Change[];
  /** What the command says is to stay. It would stay anyway. */
  kept: KeptNote[];
}

const DEFAULT_MAX_LENGTH = 2000;

/**
 * Reads a command or some sentences, such as `turn the cat into a dog and remove the hat` (grammar in the package's
 * README), in time linear in the length.
 *
 * @throws CommandError with the column and a caret line, for all that is not understood; codes in the README
 */
export function readCommand(text: string, options: ReadOptions = {}): Reading {
  const { maxLength = DEFAULT_MAX_LENGTH, vocabulary, region = false, locale } = options;
  if (text.length > maxLength) throw tooLong(text, maxLength);
  const language = languageOf(locale);
  const written = tokenize(text);
  const tokens = language ? translate(written, language) : written;
  const context: Context = { text, tokens, vocabulary, language, region, last: undefined };
  const sentences = findSentences(tokens);
  const changes: Change[] = [];
  const kept: Kept[] = [];
  for (const sentence of sentences) {
    const reader = new SentenceReader(context);
    changes.push(...reader.read(sentence));
    kept.push(...reader.kept);
  }
  if (changes.length === 0) throw kept.length > 0 ? nothingToDo(context, kept) : empty(text);
  checkAllKept(context, changes, kept);
  return { changes, kept: kept.map(toNote) };
}

const toNote = ({ thing, said }: Kept): KeptNote => ({ phrase: thing?.phrase, span: spanOf(said) });

function nothingToDo(context: Context, [first]: readonly Kept[]): CommandError {
  return errorAt(
    context,
    'command-nothing',
    first!.said,
    'This says what stays, but not what changes.',
    'Everything stays that is not named. Say what changes, such as "cat→dog".',
  );
}

function tooLong(text: string, maxLength: number): CommandError {
  return new CommandError({
    code: 'command-too-long',
    message: `Expected at most ${maxLength} characters but received ${text.length}.`,
    hint: 'Say fewer edits at a time.',
    text,
    span: [maxLength, text.length],
  });
}

function empty(text: string): CommandError {
  return new CommandError({
    code: 'command-empty',
    message: 'The command is empty.',
    hint: 'Say what is in the picture and what it becomes, such as "cat→dog, hat→red".',
    text,
    span: [0, text.length],
  });
}
