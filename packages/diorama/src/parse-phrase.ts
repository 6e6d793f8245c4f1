import { DualeditError } from '@dualedit/foundation';
import { unknown } from './check.js';
import type { SceneObject } from './scene.js';
import { type Color, type Material, type Noun, vocabulary } from './vocabulary.js';

/** What a noun phrase says of an object; an adjective alone has no noun. */
export interface Described {
  noun?: Noun;
  color?: Color;
  material?: Material;
}

const ARTICLES = new Set(['a', 'an', 'the']);

/**
 * Reads `red striped ball`, `dog` or `blue`: adjectives in any order, then at most one noun.
 * @throws DualeditError `unknown-noun` for a word in the noun's place that is not known, `unknown-color` for one
 * in an adjective's, `phrase` where nothing is left or something is said twice
 */
export function parsePhrase(phrase: string): Described {
  const { nouns, colors, materials } = vocabulary('full');
  const words = phrase
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '' && !ARTICLES.has(word));
  const described: Described = {};
  words.forEach((word, at) => {
    const last = at === words.length - 1;
    if (colors.includes(word as Color) && !described.color) described.color = word as Color;
    else if (materials.includes(word as Material) && !described.material)
      described.material = word as Material;
    else if (nouns.includes(word as Noun) && last) described.noun = word as Noun;
    else if (last) throw unknown('noun', word, [...nouns, ...colors, ...materials]);
    else throw unknown('color', word, [...colors, ...materials]);
  });
  if (words.length === 0) throw emptyPhrase(phrase);
  return described;
}

function emptyPhrase(received: string): DualeditError {
  return new DualeditError({
    code: 'phrase',
    message: `Expected a thing or a property of it but received ${JSON.stringify(received)}.`,
    hint: 'Name a thing such as "dog" or "red hat", or a property such as "red".',
    received,
  });
}

/** Whether all that is said holds for the object. */
export function matches(object: SceneObject, { noun, color, material }: Described): boolean {
  return (
    (noun === undefined || object.noun === noun) &&
    (color === undefined || object.color === color) &&
    (material === undefined || object.material === material)
  );
}
