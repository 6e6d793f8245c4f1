import type { SceneObject } from './scene.js';
import type { Background } from './vocabulary.js';

/** An object as it is called: `red striped ball`, `wooden hat`, `cat`. */
export function objectPhrase({
  noun,
  color,
  material,
}: Pick<SceneObject, 'noun' | 'color' | 'material'>): string {
  return [color, material, noun].filter((word) => word !== undefined).join(' ');
}

/** With its article; glasses have none. */
export function withArticle(phrase: string): string {
  if (phrase.endsWith('glasses')) return phrase;
  return `${/^[aeiou]/.test(phrase) ? 'an' : 'a'} ${phrase}`;
}

/** Two ways to say where a scene is. */
export const PLACE_PHRASES: Record<Background, readonly [string, string]> = {
  grass: ['on the grass', 'in a meadow'],
  beach: ['on the beach', 'at the beach'],
  snow: ['in the snow', 'on the snow'],
  room: ['in a room', 'on the floor'],
  night: ['at night', 'under the night sky'],
  desert: ['in the desert', 'in a desert'],
};
