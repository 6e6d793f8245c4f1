import type { ReadEdit } from '../../src/contract.js';
import { sideOf } from '../words/side.js';
import type { Slot } from './slot.js';

/** Which slot each edit of a command goes on with; undefined for one that is new. */
export interface Matching {
  slots: (Slot | undefined)[];
  /** Slots that no edit goes on with. */
  left: Slot[];
}

/** Whether a slot may go on with an edit. */
type Rule = (slot: Slot, edit: ReadEdit) => boolean;

const isSameThing: Rule = (slot, edit) => slot.edit !== undefined && sideOf(slot.edit) === sideOf(edit);
const isRecognized: Rule = ({ edit, label }, { source }) =>
  edit === undefined && label !== undefined && label === source;
const isPaintedThere: Rule = ({ edit, origin }, { index }) => origin === 'painted' && edit?.index === index;
const isFree: Rule = ({ edit }) => edit === undefined;

/**
 * Tells which edit of a changed command is which of the edits before: first by what is named, then painted masks by their
 * place in the command, and last a marked place of which nothing had been said.
 */
export function match(before: readonly Slot[], edits: readonly ReadEdit[]): Matching {
  const rest = new Set(before);
  const slots: (Slot | undefined)[] = edits.map(() => undefined);
  const isAsLong = before.filter(({ edit }) => edit).length === edits.length;
  for (const rule of [isSameThing, isRecognized, ...(isAsLong ? [isPaintedThere] : []), isFree]) {
    for (const [i, edit] of edits.entries()) {
      const found = slots[i] ? undefined : [...rest].find((slot) => rule(slot, edit));
      if (!found) continue;
      slots[i] = found;
      rest.delete(found);
    }
  }
  return { slots, left: [...rest] };
}
