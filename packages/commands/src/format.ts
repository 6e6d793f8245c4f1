import { DualeditError, type Edit, type EditKind, type Selector } from '@dualedit/foundation';
import { BANG_STRENGTH } from './modifiers.js';
import { parseCommand } from './parse.js';
import { plural } from './plural.js';

/** How a spelling of an edit differs from the plainest one. */
interface Spelling {
  /** `cats→dogs` or, with the selector said, `all cats→dogs`; `one` is `all cat→dog`. */
  number: 'plural' | 'all' | 'one';
  quoteSource: boolean;
  quoteTarget: boolean;
  quoteOwner: boolean;
  sayKind: boolean;
}

/**
 * Writes edits as a command, in the canonical form: the plainest spelling that {@link parseCommand} reads
 * as exactly these edits (spans apart).
 * @throws DualeditError `edit-unsayable` for an edit that no command says, such as one with an empty source
 */
export function formatCommand(edits: readonly Edit[]): string {
  return edits.map(formatEdit).join(', ');
}

function formatEdit(edit: Edit): string {
  for (const spelling of spellings(edit)) {
    const text = spell(edit, spelling);
    if (says(text, edit)) return text;
  }
  throw new DualeditError({
    code: 'edit-unsayable',
    message: 'Expected an edit that can be said as a command.',
    hint: 'Give a source and a target without quotation marks, and a strength from 0 to 2.',
    received: edit,
  });
}

/** From the plainest on. */
function* spellings({ which }: Edit): Generator<Spelling> {
  const numbers = which.type === 'all' ? (['plural', 'all', 'one'] as const) : (['one'] as const);
  const owners = which.type === 'part-of' ? [false, true] : [false];
  for (const sayKind of [false, true])
    for (const quoteOwner of owners)
      for (const quoteSource of [false, true])
        for (const quoteTarget of [false, true])
          for (const number of numbers) yield { number, quoteSource, quoteTarget, quoteOwner, sayKind };
}

function says(text: string, edit: Edit): boolean {
  try {
    const [read, ...more] = parseCommand(text, { maxLength: text.length });
    return more.length === 0 && key(read!) === key(edit);
  } catch (error) {
    if (DualeditError.is(error)) return false;
    throw error;
  }
}

function key({ source, target, kind, strength, which }: Edit): string {
  return JSON.stringify([source, target, kind, strength, Object.entries(which).sort()]);
}

function spell(edit: Edit, spelling: Spelling): string {
  const many = spelling.number !== 'one';
  const source = spelling.quoteSource ? `"${edit.source}"` : many ? plural(edit.source) : edit.source;
  const changed = many && edit.kind !== 'attribute' ? plural(edit.target) : edit.target;
  const target = spelling.quoteTarget ? `"${edit.target}"` : changed;
  const named = withSelector(source, edit.which, spelling);
  return `${named}→${target}${modifiers(edit.strength, spelling.sayKind ? edit.kind : undefined)}`;
}

function withSelector(noun: string, which: Selector, { number, quoteOwner }: Spelling): string {
  switch (which.type) {
    case 'best':
      return noun;
    case 'all':
      return number === 'plural' ? noun : `all ${noun}`;
    case 'side':
      return `${which.side} ${noun}`;
    case 'size':
      return `${which.size} ${noun}`;
    case 'depth':
      return `${which.depth} ${noun}`;
    case 'ordinal':
      return `${noun}#${which.ordinal}`;
    case 'part-of':
      return `${noun} on the ${quoteOwner ? `"${which.owner}"` : which.owner}`;
  }
}

function modifiers(strength: number, kind: EditKind | undefined): string {
  const bang = strength === BANG_STRENGTH ? '!' : '';
  const inside = [kind, strength === 1 || bang ? undefined : String(strength)].filter(Boolean).join(' ');
  return `${bang}${inside && ` (${inside})`}`;
}
