import { type Range, wordsOf } from './phrases.js';

/** How captions say where a scene is, first as most of them do. */
export const PLACE_PHRASES: Readonly<Record<string, readonly [string, ...string[]]>> = {
  grass: ['on the grass', 'in a meadow'],
  beach: ['on the beach', 'at the beach'],
  snow: ['in the snow', 'on the snow'],
  room: ['in a room', 'on the floor'],
  night: ['at night', 'under the night sky'],
  desert: ['in the desert', 'in a desert'],
};

/** The phrases of a background, one at least. */
export function placePhrases(background: string): readonly [string, ...string[]] {
  return PLACE_PHRASES[background] ?? [`in the ${background}`];
}

/** A place as the end of a prompt: `in the snow` for `snow`, `on the sunny beach` for `sunny beach`. */
export function placePhrase(place: string): string {
  const known = wordsOf(place.toLowerCase()).find(({ text }) => text in PLACE_PHRASES);
  if (!known) return `in the ${place}`;
  const [phrase] = PLACE_PHRASES[known.text]!;
  return phrase.replace(new RegExp(`${known.text}$`), place);
}

const PREPOSITION = String.raw`\b(?:in|on|at|under|by|inside)\s+(?:(?:an?|the)\s+)?`;

/**
 * Where a prompt says where it is: at its last phrase of a known background, or of `place` if that is given.
 * @returns undefined if it does not
 */
export function findPlacePhrase(prompt: string, place: string | undefined): Range | undefined {
  const known = Object.values(PLACE_PHRASES)
    .flat()
    .map((phrase) => `\\b${phrase}\\b`);
  const said = place === undefined ? [] : [`${PREPOSITION}(?:[\\p{L}-]+\\s+)?${escaped(place)}\\b`];
  const matches = [...said, ...known].flatMap((pattern) => [...prompt.matchAll(new RegExp(pattern, 'giu'))]);
  const [last] = matches.toSorted((a, b) => b.index - a.index);
  return last && { start: last.index, end: last.index + last[0].length };
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
