import type { OwnSelector, Row, Side } from '@dualedit/foundation';
import { CORNERS } from './lexicon/function-words.js';

/** What a noun phrase says about which one it means, before it is put together. */
export type Hint =
  | { type: 'all'; count?: number }
  | { type: 'side'; side: Side }
  | { type: 'row'; row: Row }
  | { type: 'size'; size: 'largest' | 'smallest' }
  | { type: 'depth'; depth: 'front' | 'back' }
  | { type: 'ordinal'; ordinal: number }
  | { type: 'from'; from: 'left' | 'right' | 'top' | 'bottom' };

/** What `top-left` says: two sides at once. */
export const cornerHints = (word: string): Hint[] | undefined =>
  CORNERS.get(word)?.map((side): Hint => ({ type: 'side', side }));

/**
 * One selector from all that was said; undefined if that does not go together.
 *
 * `top left` is the left one of the top row. A row narrows everything but sizes and depths.
 */
export function combine(hints: readonly Hint[]): OwnSelector | undefined {
  const all = hints.flatMap((hint) =>
    hint.type === 'row' && !hints.some(({ type }) => NARROWED.has(type)) ? asSide(hint.row) : hint,
  );
  const of = <T extends Hint['type']>(type: T) =>
    all.filter((hint): hint is Extract<Hint, { type: T }> => hint.type === type);
  const [rows, sides, froms, ordinals] = [of('row'), of('side'), of('from'), of('ordinal')];
  if (rows.length > 1 || froms.length > 1 || froms.length > ordinals.length) return undefined;
  const main = all.filter(({ type }) => type !== 'row' && type !== 'from');
  const corner = asCorner(sides);
  if (corner && rows.length === 0 && main.length === 2) return corner;
  if (main.length > 1) return undefined;
  return withRow(main[0], rows[0]?.row, froms[0]?.from);
}

const NARROWED: ReadonlySet<string> = new Set(['all', 'side', 'ordinal']);
const asSide = (row: Row): Hint => ({ type: 'side', side: row });

function asCorner(sides: readonly { side: Side }[]): OwnSelector | undefined {
  const row = sides.find(({ side }) => side === 'top' || side === 'bottom')?.side as Row | undefined;
  const side = sides.find((one) => one.side === 'left' || one.side === 'right')?.side;
  return sides.length === 2 && row && side ? { type: 'side', side, row } : undefined;
}

function withRow(
  hint: Hint | undefined,
  row: Row | undefined,
  from: 'left' | 'right' | 'top' | 'bottom' | undefined,
): OwnSelector | undefined {
  const narrowed = row && { row };
  switch (hint?.type) {
    case undefined:
      return { type: 'best' };
    case 'all':
    case 'side':
      return { ...hint, ...narrowed };
    case 'ordinal':
      return ordinalFrom(hint.ordinal, from, row);
    case 'size':
    case 'depth':
      return row ? undefined : hint;
    default:
      return undefined;
  }
}

function ordinalFrom(
  ordinal: number,
  from: 'left' | 'right' | 'top' | 'bottom' | undefined,
  row: Row | undefined,
): OwnSelector {
  const narrowed = row && { row };
  // The last one and the first from a side are the one on that side.
  if (ordinal === 1 && from) return { type: 'side', side: from, ...narrowed };
  return { type: 'ordinal', ordinal, ...(from && from !== 'left' && { from }), ...narrowed };
}
