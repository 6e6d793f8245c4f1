/** Which of several things that bear the same name an edit means. */
export type Selector =
  | { type: 'best' }
  | { type: 'all' }
  | { type: 'side'; side: 'left' | 'right' | 'top' | 'bottom' | 'middle' }
  | { type: 'size'; size: 'largest' | 'smallest' }
  | { type: 'depth'; depth: 'front' | 'back' }
  | { type: 'ordinal'; ordinal: number }
  | { type: 'part-of'; owner: string };

/**
 * What an edit changes: the `object` itself (`cat→dog`), an `attribute` of it (`hat→red`), or `both`
 * (`hat→red cap`).
 */
export type EditKind = 'object' | 'attribute' | 'both';

/** One change, as a user asked for it. */
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
}

/** The noun phrase that the edited region shows afterwards: `red hat` for `hat→red`, `dog` for `cat→dog`. */
export function targetPhrase(edit: Pick<Edit, 'source' | 'target' | 'kind'>): string {
  return edit.kind === 'attribute' ? `${edit.target} ${edit.source}` : edit.target;
}
