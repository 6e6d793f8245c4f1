import type { OwnSelector, Selector } from '@dualedit/foundation';
import { RELATION_WORDS } from './lexicon/relations.js';
import { plural } from './plural.js';

export interface ThingSpelling {
  /** `cats→dogs` or, with the selector said, `all cats→dogs`; `one` is `all cat→dog`. */
  number: 'plural' | 'all' | 'one';
  quoteSource: boolean;
  quoteOwner: boolean;
}

export const quoteName = (name: string) => `"${name}"`;

/** The name of a thing with its selector: `left cat`, `cat#2 from the right`, `hat on the left cat`. */
export function sayThing(name: string, which: Selector, spelling: ThingSpelling): string {
  if (which.type !== 'part-of' && which.type !== 'near') return sayOwn(name, which, spelling);
  const own = sayOwn(name, which.which ?? { type: 'best' }, spelling);
  const [other, otherWhich, relation] =
    which.type === 'part-of'
      ? [which.owner, which.ownerWhich, 'on']
      : [which.other, which.otherWhich, RELATION_WORDS[which.relation]];
  const quoted = {
    number: 'all' as const,
    quoteSource: spelling.quoteOwner,
    quoteOwner: spelling.quoteOwner,
  };
  const of = sayThing(other, otherWhich ?? { type: 'best' }, quoted);
  return `${own} ${relation} ${otherWhich?.type === 'all' ? of : `the ${of}`}`;
}

function sayOwn(name: string, which: OwnSelector, { number, quoteSource }: ThingSpelling): string {
  const isMany = which.type === 'all' && number !== 'one';
  const noun = quoteSource ? quoteName(name) : isMany ? plural(name) : name;
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
