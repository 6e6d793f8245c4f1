import { openChip } from '../state/panels.js';
import type { Slot } from '../state/slot.js';
import { hoveredId, removePlace, slots } from '../state/slots.js';
import { speech } from '../state/speech.js';
import { command } from '../state/words.js';
import { joinEdits } from '../words/side.js';

/** `cat → dog`, or `? → …` as long as nothing is said. */
export function nameOf({ edit, label }: Slot): string {
  return edit
    ? edit.canonical.replace('→', ' → ')
    : `${label === undefined ? '?' : speech.value.say(label)} → …`;
}

/** Takes an edit out of the command. Its mask waits for its words to be typed again. */
export function removeEdit(slot: Slot): void {
  hoveredId.value = undefined;
  if (openChip.peek() === slot.id) openChip.value = undefined;
  if (slot.edit)
    command.value = joinEdits(canonicals((one) => (one === slot ? undefined : one.edit?.canonical)));
  else removePlace(slot);
}

/** Writes another form of one edit into the command. */
export function rewriteEdit(slot: Slot, canonical: string): void {
  command.value = joinEdits(canonicals((one) => (one === slot ? canonical : one.edit?.canonical)));
}

function canonicals(of: (slot: Slot) => string | undefined): string[] {
  return slots.peek().flatMap((slot) => of(slot) ?? []);
}
