import type { Say } from './texts.js';

/** Names of things and colors that the model knows, in the language of the texts: `Katze, Hut`. */
export function sayNames(say: Say, names: readonly string[]): string {
  return names.map((word) => say('word', { word })).join(', ');
}
