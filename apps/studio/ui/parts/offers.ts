import { computed, signal } from '@preact/signals';
import { model } from '../state/server.js';
import { speech } from '../state/speech.js';
import { command, readError } from '../state/words.js';
import { type Completion, complete, take } from '../words/complete.js';

export const caret = signal(0);
export const isOpen = signal(false);
export const active = signal(0);
/** Whether one was picked by arrow keys: then Enter takes it; before that Enter runs. */
export const isPicked = signal(false);

/** What Tab takes: the rest of the word that is typed, or the nearest words for what is not understood. */
export const offers = computed((): Completion[] => {
  const completions = complete(command.value, caret.value, model.value?.words, speech.value);
  if (completions.length > 0) return completions;
  const { span, suggestions = [] } = readError.value ?? {};
  if (!span || caret.value < span[0]) return [];
  return suggestions.map((text) => ({ text, from: span[0], to: span[1] }));
});

export function reopen(): void {
  isOpen.value = true;
  active.value = 0;
  isPicked.value = false;
}

/** Goes on to the next offer, or to the one before. */
export function step(by: 1 | -1): void {
  const { length } = offers.peek();
  if (isPicked.peek()) active.value = (active.peek() + by + length) % length;
  isPicked.value = true;
}

/** Writes an offer into the command. Returns where the caret is then. */
export function choose(offer: Completion): number {
  const taken = take(command.peek(), offer);
  command.value = taken.command;
  caret.value = taken.caret;
  active.value = 0;
  isPicked.value = false;
  return taken.caret;
}
