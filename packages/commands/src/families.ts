import { leadingAttributes } from './attribute.js';
import { COLOURS, HUES, SHADES } from './lexicon/colours.js';
import { MATERIALS } from './lexicon/materials.js';
import { PATTERNS } from './lexicon/patterns.js';
import { AGES, OPPOSITES, QUALITIES, SHAPES, SIZES } from './lexicon/qualities.js';
import { TEXTURES } from './lexicon/textures.js';

/**
 * Families of adjectives, in the order in which English puts them before a noun. A new adjective takes the place
 * of an old one of its own family only.
 */
const FAMILIES: readonly { name: string; words: ReadonlySet<string> }[] = [
  ...OPPOSITES.map((words, i) => ({ name: `state ${i}`, words })),
  { name: 'size', words: SIZES },
  { name: 'age', words: AGES },
  { name: 'shape', words: SHAPES },
  { name: 'texture', words: TEXTURES },
  { name: 'color', words: new Set([...COLOURS, ...SHADES]) },
  { name: 'pattern', words: PATTERNS },
  { name: 'material', words: MATERIALS },
];

function familiesOf(word: string): string[] {
  const parts = [word, ...word.split('-')];
  const names = FAMILIES.filter(({ words }) => parts.some((part) => words.has(part))).map(({ name }) => name);
  return names.length === 0 && HUES.has(word) ? ['color'] : names;
}

/** The families of each word; `and`, `very` and the like belong with the word that follows them. */
function familiesOfAll(words: readonly string[]): string[][] {
  const families = words.map((word) => familiesOf(word.toLowerCase()));
  for (let i = families.length - 2; i >= 0; i--) {
    const isOwn = families[i]!.length > 0 || QUALITIES.has(words[i]!.toLowerCase());
    if (!isOwn) families[i] = families[i + 1]!;
  }
  return families;
}

/** How many words of a name precede its noun as adjectives: 2 of `big blue hat`, 0 of `hat` and of `orange`. */
export function countAdjectives(name: readonly string[]): number {
  return Math.min(leadingAttributes(name), name.length - 1);
}

/**
 * Where a new attribute goes in the name of its thing: the words that it replaces, end exclusive. `[0, 1]` for
 * `blue hat` and `red`, `[1, 1]` for `big hat` and `red`.
 */
export function placeOf(name: readonly string[], attribute: readonly string[]): [start: number, end: number] {
  const old = familiesOfAll(name.slice(0, countAdjectives(name)));
  const added = new Set(familiesOfAll(attribute).flat());
  const isOld = (families: readonly string[] | undefined) => families?.some((one) => added.has(one)) ?? false;
  const start = old.findIndex(isOld);
  if (start < 0) return insertion(old, added);
  let end = start;
  while (isOld(old[end])) end++;
  return [start, end];
}

function insertion(old: readonly string[][], added: ReadonlySet<string>): [number, number] {
  const rank = (names: Iterable<string>) =>
    Math.max(-1, ...Array.from(names, (name) => FAMILIES.findIndex((family) => family.name === name)));
  const mine = rank(added);
  const at = mine < 0 ? 0 : old.findIndex((names) => rank(names) > mine);
  return at < 0 ? [old.length, old.length] : [at, at];
}

/** Whether a name has an adjective that shapes it and that a new name of the same noun omits: `straw hat→red hat`. */
export function losesLook(name: readonly string[], attribute: readonly string[]): boolean {
  const [start, end] = placeOf(name, attribute);
  const kept = familiesOfAll(name.slice(0, countAdjectives(name))).filter((_, i) => i < start || i >= end);
  return kept.flat().some((family) => ['texture', 'pattern', 'material'].includes(family));
}
