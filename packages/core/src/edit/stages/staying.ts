import { type Change, type Mask, namesThing, type Picture, type SeenThing } from '@dualedit/foundation';
import { settleOutlines } from '../../seen/outline.js';
import { withWornOutline } from '../../seen/own-outline.js';
import { unnamedThings } from '../../seen/unnamed.js';
import { withOutlines } from '../../seen/with-outlines.js';
import { wornBy } from '../../seen/worn.js';
import { isBackground, secondTurnOf } from '../changes/turns.js';

/** What no edit names. */
export interface Unnamed {
  /** What stays as it is. */
  staying: SeenThing[];
  /** Per edit: what goes with a thing that is removed. */
  worn: SeenThing[][];
}

/** Tells what goes with what is removed from what stays. */
export function unnamedOf(
  things: readonly SeenThing[],
  edits: readonly Change[],
  masks: readonly Mask[],
): Unnamed {
  const unnamed = unnamedThings(things, edits, masks);
  const worn = edits.map(({ kind }, i) => (kind === 'removal' ? wornBy(masks[i]!, unnamed) : []));
  return { staying: unnamed.filter((thing) => !worn.flat().includes(thing)), worn };
}

/** What stays, with outlines that follow the picture where something else is drawn beside them. */
export function outlined(
  picture: Picture,
  staying: readonly SeenThing[],
  edits: readonly Change[],
  masks: readonly Mask[],
): SeenThing[] {
  const named = masks.filter((_, i) => namesThing(edits[i]!));
  const settled =
    named.length > 0 ? frontOutlines(picture, settleOutlines(picture, staying, named), named) : [...staying];
  // In two turns, the second one looks for them again.
  const isNewBehind = edits.some(isBackground) && secondTurnOf(edits) === undefined;
  return isNewBehind ? withOutlines(picture, settled, named) : settled;
}

/** The same things; what is worn by something that changes, with the line around it. */
function frontOutlines(picture: Picture, things: readonly SeenThing[], named: readonly Mask[]): SeenThing[] {
  const worn = new Set(named.flatMap((mask) => wornBy(mask, things)));
  return things.map((thing) =>
    worn.has(thing) ? { ...thing, mask: withWornOutline(picture, thing.mask) } : thing,
  );
}
