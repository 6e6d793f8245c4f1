import type { Edit } from '@dualedit/foundation';
import { type Clause, findClauses } from './clauses.js';
import { CommandError } from './command-error.js';
import { misplaced, readModifiers } from './modifiers.js';
import { isPlural, singular } from './plural.js';
import { readSource } from './source.js';
import { readTarget } from './target.js';
import { type Token, tokenize } from './tokens.js';

export interface ParseOptions {
  /** The longest accepted command, in UTF-16 units; 2000 unless given. */
  maxLength?: number;
}

const DEFAULT_MAX_LENGTH = 2000;

/**
 * Reads a command such as `cat→dog, hat on the cat→red!` (grammar in the package's README) in time linear
 * in its length. Returns at least one edit, in the command's order.
 *
 * @throws CommandError with the column and a caret line: `command-empty`, `command-too-long`,
 * `command-no-arrow`, `command-two-arrows`, `command-no-source`, `command-no-target`, `command-which`,
 * `command-quote`, `command-bracket`, `command-strength`, `command-kind`, `command-order`
 */
export function parseCommand(text: string, options: ParseOptions = {}): Edit[] {
  const maxLength = options.maxLength ?? DEFAULT_MAX_LENGTH;
  if (text.length > maxLength) throw tooLong(text, maxLength);
  const clauses = findClauses(text, dropFullStop(tokenize(text)));
  if (clauses.length === 0) throw empty(text);
  return clauses.map((clause) => toEdit(text, clause));
}

function toEdit(text: string, clause: Clause): Edit {
  const { source: sourceTokens, arrow } = clause;
  const { phrase: targetTokens, modifiers } = splitModifiers(text, clause);
  if (sourceTokens.length === 0) throw missing(text, arrow, 'source');
  if (targetTokens.length === 0) throw missing(text, arrow, 'target');
  const { strength, kind: said } = readModifiers(text, modifiers);
  const source = readSource(text, sourceTokens);
  const target = readTarget(source.phrase, targetTokens, said);
  const span: Edit['span'] = [sourceTokens[0]!.start, (modifiers.at(-1) ?? targetTokens.at(-1)!).end];
  const edit: Edit = {
    source: source.phrase,
    target: target.phrase,
    kind: target.kind,
    which: source.which,
    strength,
    span,
  };
  return source.literal ? edit : inTheSingular(edit, targetTokens.at(-1)!.type === 'quoted');
}

/** `cats→dogs`, `hats→red` and `all hats→caps` mean all of them; masks and prompts are found by the singular. */
function inTheSingular(edit: Edit, literalTarget: boolean): Edit {
  const named = edit.kind !== 'attribute' && !literalTarget;
  const implied =
    edit.which.type === 'best' &&
    isPlural(edit.source) &&
    (edit.kind === 'attribute' || (named && isPlural(edit.target)));
  if (!implied && edit.which.type !== 'all') return edit;
  return {
    ...edit,
    source: singular(edit.source),
    target: named ? singular(edit.target) : edit.target,
    which: { type: 'all' },
  };
}

/** Parts the target's words from the modifiers behind them, and refuses modifiers anywhere else. */
function splitModifiers(text: string, { source, target }: Clause): { phrase: Token[]; modifiers: Token[] } {
  const isPhrase = (token: Token) => token.type === 'word' || token.type === 'quoted';
  const end = target.findLastIndex(isPhrase) + 1;
  const inside = [...source.filter(({ type }) => type !== 'hash'), ...target.slice(0, end)].find(
    (t) => !isPhrase(t),
  );
  const stray = inside ?? target.slice(end).find(({ type }) => type === 'hash');
  if (stray) throw misplaced(text, stray);
  return { phrase: target.slice(0, end), modifiers: target.slice(end) };
}

/** A full stop at the end of the command belongs to the sentence, not to the target. */
function dropFullStop(tokens: Token[]): Token[] {
  const last = tokens.at(-1);
  const stop = last?.type === 'word' ? /[.?…]{1,3}$/u.exec(last.text)?.[0] : undefined;
  if (!last || !stop) return tokens;
  const text = last.text.slice(0, -stop.length);
  const rest = tokens.slice(0, -1);
  return text === '' ? rest : [...rest, { ...last, text, end: last.end - stop.length }];
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

function missing(text: string, arrow: Token, side: 'source' | 'target'): CommandError {
  const isSource = side === 'source';
  return new CommandError({
    code: `command-no-${side}`,
    message: `Nothing stands ${isSource ? 'before' : 'after'} the arrow.`,
    hint: isSource
      ? 'Name what is in the picture before it, such as "cat→dog".'
      : 'Say what it becomes after it, such as "cat→dog".',
    text,
    span: [arrow.start, arrow.end],
  });
}
