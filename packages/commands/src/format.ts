import { type Change, DualeditError, type Edit, type EditKind } from '@dualedit/foundation';
import { LONGEST_PHRASE } from './check-phrase.js';
import { exactColor } from './colors.js';
import { BANG_STRENGTH } from './modifiers.js';
import { plural } from './plural.js';
import { readCommand } from './read.js';
import { quoteName, sayName, sayThing, type ThingSpelling, wholeOf } from './say-thing.js';

/** How a spelling of a change differs from the plainest one. */
interface Spelling extends ThingSpelling {
  quoteTarget: boolean;
  /** Whether the kind is said in brackets, or by words that only an attribute has. */
  kind: 'implied' | 'said' | 'made of';
}

/**
 * Writes changes as a command, in the canonical form: the plainest spelling that {@link readCommand} reads
 * as exactly these changes (spans apart).
 * @throws DualeditError `edit-unsayable` for a change that no command says, such as one with an empty source
 */
export function formatCommand(changes: readonly Change[]): string {
  return changes.map(formatChange).join(', ');
}

function formatChange(change: Change): string {
  for (const spelling of spellings(change)) {
    const text = spell(change, spelling);
    if (says(text, change)) return text;
  }
  throw new DualeditError({
    code: 'edit-unsayable',
    message: 'Expected an edit that can be said as a command.',
    hint: 'Give a source and a target without quotation marks, and a strength from 0 to 2.',
    received: change,
  });
}

/** From the plainest on. */
function* spellings(change: Change): Generator<Spelling> {
  const which = 'which' in change ? change.which : undefined;
  const isAll = which?.type === 'all' || (which && 'which' in which && which.which?.type === 'all');
  const numbers = isAll ? (['plural', 'all', 'one'] as const) : (['one'] as const);
  const owners = which?.type === 'part-of' || which?.type === 'near' ? [false, true] : [false];
  const kinds = ['implied', 'said', ...(change.kind === 'attribute' ? ['made of' as const] : [])] as const;
  for (const kind of kinds)
    for (const quoteOwner of owners)
      for (const quoted of [undefined, ...quotesOf(change)])
        for (const quoteTarget of [false, true])
          for (const number of numbers) yield { number, quoted, quoteTarget, quoteOwner, kind };
}

/** The parts of the source that quotation marks may enclose: all of it, or what stands before a noun with adjectives. */
function quotesOf(change: Change): [from: number, to: number][] {
  if (change.kind === 'insertion') return [];
  if (change.kind === 'background') return change.place === undefined ? [] : [wholeOf(change.place)];
  if (!('replaces' in change && change.replaces)) return [wholeOf(change.source)];
  const [, words] = wholeOf(change.source);
  const [, adjectives] = change.replaces;
  const most = Math.min(adjectives, words - 2, LONGEST_PHRASE - 2);
  return Array.from({ length: most + 1 }, (_, i) => [most - i, words - 1]);
}

function says(text: string, change: Change): boolean {
  try {
    const { changes } = readCommand(text, { maxLength: text.length, region: true });
    return changes.length === 1 && key(changes[0]!) === key(change);
  } catch (error) {
    if (DualeditError.is(error)) return false;
    throw error;
  }
}

/** Everything but the span, in one order of the properties. */
function key(change: Change): string {
  return JSON.stringify({ ...change, span: undefined }, (_, value) =>
    value && typeof value === 'object' && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
}

function spell(change: Change, spelling: Spelling): string {
  const said = (text: string) => (spelling.quoteTarget ? quoteName(text) : text);
  switch (change.kind) {
    case 'insertion':
      return `+ ${said(change.target)}${modifiers(change.strength, undefined, colorOf(change))}`;
    case 'background': {
      const source =
        change.place === undefined ? 'background' : `${sayName(change.place, spelling.quoted)} background`;
      return `${source}→${said(change.target)}${modifiers(change.strength, undefined, undefined)}`;
    }
    case 'removal':
      return `${sayThing(change.source, change.which, spelling)}→nothing`;
    default:
      return spellEdit(change, spelling);
  }
}

function spellEdit(edit: Edit, spelling: Spelling): string {
  const many = spelling.number !== 'one';
  const changed = many && edit.kind !== 'attribute' ? plural(edit.target) : edit.target;
  const target = spelling.quoteTarget ? quoteName(edit.target) : changed;
  const made = spelling.kind === 'made of' ? 'made of ' : '';
  const end = modifiers(edit.strength, spelling.kind === 'said' ? edit.kind : undefined, colorOf(edit));
  return `${sayThing(edit.source, edit.which, spelling)}→${made}${target}${end}`;
}

/** An exact color that the target's own words do not say. */
function colorOf({ target, color }: { target: string; color?: string }): string | undefined {
  return color === exactColor(target) ? undefined : color;
}

function modifiers(strength: number, kind: EditKind | undefined, color: string | undefined): string {
  const bang = strength === BANG_STRENGTH ? '!' : '';
  const inside = [kind, strength === 1 || bang ? undefined : String(strength), color]
    .filter(Boolean)
    .join(' ');
  return `${bang}${inside && ` (${inside})`}`;
}
