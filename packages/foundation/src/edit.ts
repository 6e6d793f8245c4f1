export type Side = 'left' | 'right' | 'top' | 'bottom' | 'middle';

/** A row of things that stand at about one height. */
export type Row = 'top' | 'middle' | 'bottom';

/** Where a thing is relative to another: `with` holds, wears or contains it, or is inside it. */
export type Relation =
  | 'next-to'
  | 'left-of'
  | 'right-of'
  | 'above'
  | 'under'
  | 'in-front-of'
  | 'behind'
  | 'with';

/**
 * Which of several things that bear the same name is meant, by what is true of the thing itself. `row` narrows the
 * choice to one row; `count` is the exact number of things that has to be there. Ordinals count from the left if
 * `from` is absent.
 */
export type OwnSelector =
  | { type: 'best' }
  | { type: 'all'; count?: number; row?: Row }
  | { type: 'side'; side: Side; row?: Row }
  | { type: 'size'; size: 'largest' | 'smallest' }
  | { type: 'depth'; depth: 'front' | 'back' }
  | { type: 'ordinal'; ordinal: number; from?: 'left' | 'right' | 'top' | 'bottom'; row?: Row };

/**
 * Which of several things that bear the same name an edit means, also by another thing: `part-of` is on, worn or
 * held by an `owner`; `near` is next to, behind, … another. Of these, `which` tells several parts apart, and
 * `ownerWhich` or `otherWhich` several owners; `best` if absent.
 */
export type Selector =
  | OwnSelector
  | { type: 'part-of'; owner: string; ownerWhich?: Selector; which?: OwnSelector }
  | { type: 'near'; relation: Relation; other: string; otherWhich?: Selector; which?: OwnSelector };

/**
 * What an edit changes: the `object` itself (`cat→dog`), an `attribute` of it (`hat→red`), or `both`
 * (`hat→red cap`).
 */
export type EditKind = 'object' | 'attribute' | 'both';

/** One change of a thing into something else, as a user asked for it. */
export interface Edit {
  /** The thing as it is named in the picture, such as `cat` or `straw hat`. */
  source: string;
  /** A noun phrase for `object` and `both` (`dog`, `red cap`), an adjective for `attribute` (`red`). */
  target: string;
  kind: EditKind;
  which: Selector;
  /** 0…2: 1 is the method's own; below it more of the original remains, at 0 all of it; above it the change is forced. */
  strength: number;
  /** Where the edit stands in the command: UTF-16 offsets, end exclusive. */
  span: [start: number, end: number];
  /**
   * Of an attribute: which words of `source` the target replaces, end exclusive. `[0, 1]` for `blue hat→red`
   * (a red hat), `[1, 1]` for `big hat→red` (a big red hat). If absent, the target precedes the source.
   */
  replaces?: [start: number, end: number];
  /** The exact color that was asked for, `#rrggbb`, if `target` only names the nearest one. */
  color?: string;
}

/** A thing that is to be gone: `hat→nothing`. */
export interface Removal {
  kind: 'removal';
  source: string;
  which: Selector;
  span: [start: number, end: number];
}

/** Another background behind the same things: `background→snow`. */
export interface BackgroundChange {
  kind: 'background';
  /** What the background becomes, such as `snow` or `city at night`. */
  target: string;
  /** What the background is now, if the command says so (`beach→snow`): the change is meant only if this is true. */
  place?: string;
  strength: number;
  span: [start: number, end: number];
}

/** A new thing in a region that is given beside the command: `+ red hat`. */
export interface Insertion {
  kind: 'insertion';
  target: string;
  strength: number;
  span: [start: number, end: number];
  /** The exact color that was asked for, `#rrggbb`. */
  color?: string;
}

/** Anything that a command can ask for, told apart by `kind`. */
export type Change = Edit | Removal | BackgroundChange | Insertion;

/** A thing as words name it. */
export type NamedThing = Pick<Edit, 'source' | 'which'>;

/** Whether a change is of a thing that is in the picture and that its words name. */
export function namesThing(change: Change): change is Edit | Removal {
  return 'source' in change;
}

/** What a change is called in messages and in the names of files: its thing, `background`, or what is new. */
export function changeName(change: Change): string {
  if (namesThing(change)) return change.source;
  return change.kind === 'background' ? 'background' : change.target;
}

/** What a removal leaves of its thing. */
export const NOTHING = 'nothing';

type Described =
  | Pick<Edit, 'source' | 'target' | 'kind' | 'replaces'>
  | Pick<Removal, 'kind'>
  | Pick<BackgroundChange | Insertion, 'kind' | 'target'>;

/**
 * What the changed region shows afterwards: `red hat` for `hat→red` and for `blue hat→red`, `dog` for `cat→dog`, `snow`
 * for `background→snow`, and `nothing` for a removal.
 */
export function targetPhrase(change: Described): string {
  if (change.kind === 'removal') return NOTHING;
  if (change.kind !== 'attribute') return change.target;
  const words = change.source.split(' ');
  const [start, end] = change.replaces ?? [0, 0];
  return [...words.slice(0, start), change.target, ...words.slice(end)].join(' ');
}
