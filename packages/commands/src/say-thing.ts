import type { OwnSelector, Selector } from '@dualedit/foundation';
import { RELATION_WORDS } from './lexicon/relations.js';
import { plural } from './plural.js';

export interface ThingSpelling {
  /** `cats→dogs` or, with the selector said, `all cats→dogs`; `one` is `all cat→dog`. */
  number: 'plural' | 'all' | 'one';
  /** The words of the name that are quoted, end exclusive. A quoted noun has no adjectives that an edit replaces. */
  quoted: [from: number, to: number] | undefined;
  quoteOwner: boolean;
}

export const quoteName = (name: string) => `"${name}"`;
export const wholeOf = (name: string): [from: number, to: number] => [0, name.split(' ').length];

/** The name of a thing with its selector: `left cat`, `cat#2 from the right`, `hat on the left cat`. */
export function sayThing(name: string, which: Selector, spelling: ThingSpelling): string {
  if (which.type !== 'part-of' && which.type !== 'near') return sayOwn(name, which, spelling);
  const own = sayOwn(name, which.which ?? { type: 'best' }, spelling);
  const [other, otherWhich, relation] =
    which.type === 'part-of'
      ? [which.owner, which.ownerWhich, 'on']
      : [which.other, which.otherWhich, RELATION_WORDS[which.relation]];
  const otherSpelling = {
    number: 'all' as const,
    quoted: spelling.quoteOwner ? wholeOf(other) : undefined,
    quoteOwner: spelling.quoteOwner,
  };
  const of = sayThing(other, otherWhich ?? { type: 'best' }, otherSpelling);
  return `${own} ${relation} ${otherWhich?.type === 'all' ? of : `the ${of}`}`;
}

function sayOwn(name: string, which: OwnSelector, { number, quoted }: ThingSpelling): string {
  const isMany = which.type === 'all' && number !== 'one';
  const isLiteral = quoted?.[1] === wholeOf(name)[1];
  const noun = sayName(isMany && !isLiteral ? plural(name) : name, quoted);
  const row = 'row' in which && which.row ? ` in the ${which.row} row` : '';
  switch (which.type) {
    case 'best':
      return noun;
    case 'all': {
      const count = which.count === 2 ? 'both ' : which.count ? `${which.count} ` : '';
      return `${count || (number === 'plural' ? '' : 'all ')}${noun}${row}`;
    }
    case 'side':
      return `${which.side} ${noun}${row}`;
    case 'size':
      return `${which.size} ${noun}`;
    case 'depth':
      return `${which.depth} ${noun}`;
    case 'ordinal':
      return `${noun}#${which.ordinal}${which.from ? ` from the ${which.from}` : ''}${row}`;
  }
}

/** A name with quotation marks around some of its words. */
export function sayName(name: string, quoted: ThingSpelling['quoted']): string {
  if (!quoted) return name;
  const words = name.split(' ');
  const [from, to] = quoted;
  return [...words.slice(0, from), quoteName(words.slice(from, to).join(' ')), ...words.slice(to)].join(' ');
}
