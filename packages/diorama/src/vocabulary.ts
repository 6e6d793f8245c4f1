export const ANIMALS = ['cat', 'dog', 'rabbit', 'bear', 'fox', 'panda', 'lion', 'tiger'] as const;
export const WEARABLES = ['hat', 'scarf', 'glasses'] as const;
export const THINGS = ['ball', 'cup', 'car', 'tree', 'house', 'apple'] as const;
export const COLORS = ['red', 'orange', 'yellow', 'green', 'blue', 'purple', 'pink', 'white'] as const;
export const MATERIALS = ['striped', 'dotted', 'wooden', 'golden'] as const;
export const BACKGROUNDS = ['grass', 'beach', 'snow', 'room', 'night', 'desert'] as const;

export type Animal = (typeof ANIMALS)[number];
export type Wearable = (typeof WEARABLES)[number];
export type Thing = (typeof THINGS)[number];
export type Noun = Animal | Wearable | Thing;
export type Color = (typeof COLORS)[number];
export type Material = (typeof MATERIALS)[number];
export type Background = (typeof BACKGROUNDS)[number];

/** `starter` is what a small model is taught first; `full` is everything that can be drawn. */
export type World = 'starter' | 'full';

/** All that a world knows. `words` is every lower-case word that a caption of it may hold, sorted. */
export interface Vocabulary {
  nouns: readonly Noun[];
  animals: readonly Animal[];
  wearables: readonly Wearable[];
  things: readonly Thing[];
  colors: readonly Color[];
  materials: readonly Material[];
  backgrounds: readonly Background[];
  words: readonly string[];
  /** Other words, which no caption holds, for words of this list. */
  synonyms: Readonly<Record<string, string>>;
}

/** Other words for what a world knows, as people write them and as emoji are called. */
const SYNONYMS: Readonly<Record<string, string>> = {
  ...others('cat', 'kitten, kitty, pussycat, tomcat, feline, tabby'),
  ...others('dog', 'puppy, pup, doggy, doggo, hound'),
  ...others('rabbit', 'bunny, hare'),
  ...others('bear', 'teddy, teddy bear, grizzly, grizzly bear, brown bear'),
  ...others('tiger', 'tigress'),
  ...others('lion', 'lioness'),
  ...others('hat', 'cap, top hat, billed cap, baseball cap, fedora, sombrero, cowboy hat, bonnet, beanie'),
  ...others('glasses', 'spectacles, eyeglasses, sunglasses'),
  ...others('ball', 'soccer ball, football, soccer, basketball, volleyball, baseball, sphere, orb'),
  ...others('cup', 'mug, teacup, teacup without handle, hot beverage, beaker'),
  ...others('car', 'automobile, auto, sport utility vehicle'),
  ...others('tree', 'evergreen tree, deciduous tree'),
  ...others('house', 'cottage, cabin, house with garden'),
  ...others('grass', 'lawn, meadow, field'),
  ...others('beach', 'seaside, shore, coast, beach with umbrella'),
  ...others('snow', 'winter, snowflake'),
  ...others('room', 'indoors, living room, bedroom'),
  ...others('night', 'nighttime, night with stars'),
  ...others('desert', 'dunes'),
  ...others('red', 'scarlet, ruby'),
  ...others('yellow', 'lemon'),
  ...others('green', 'emerald'),
  ...others('blue', 'azure, sapphire'),
  ...others('purple', 'lilac, mauve'),
  ...others('pink', 'rose, rosy'),
  ...others('dotted', 'polka dot, spotted'),
  ...others('golden', 'gold'),
};

function others(word: string, list: string): Record<string, string> {
  return Object.fromEntries(list.split(', ').map((other) => [other, word]));
}

/** The words of captions that name neither a thing nor a property. */
const STARTER_WORDS =
  'a and at beach behind floor front grass in is left meadow next of on picture right room snow the there to wearing with';
const FULL_WORDS = `${STARTER_WORDS} an desert night sky under`;

const STARTER = {
  animals: ['cat', 'dog', 'rabbit', 'bear'],
  wearables: ['hat'],
  things: ['ball', 'cup'],
  colors: ['red', 'yellow', 'green', 'blue', 'purple', 'pink'],
  materials: [],
  backgrounds: ['grass', 'beach', 'snow', 'room'],
} as const satisfies Partial<Vocabulary>;

const FULL = {
  animals: ANIMALS,
  wearables: WEARABLES,
  things: THINGS,
  colors: COLORS,
  materials: MATERIALS,
  backgrounds: BACKGROUNDS,
} as const satisfies Partial<Vocabulary>;

function complete(parts: Omit<Vocabulary, 'nouns' | 'words' | 'synonyms'>, joining: string): Vocabulary {
  const nouns = [...parts.animals, ...parts.wearables, ...parts.things];
  const words = new Set([...nouns, ...parts.colors, ...parts.materials, ...joining.split(' ')]);
  const known = new Set<string>([...words, ...parts.backgrounds]);
  const synonyms = Object.entries(SYNONYMS).filter(([other, word]) => known.has(word) && !known.has(other));
  return { ...parts, nouns, words: [...words].sort(), synonyms: Object.fromEntries(synonyms) };
}

const VOCABULARIES: Record<World, Vocabulary> = {
  starter: complete(STARTER, STARTER_WORDS),
  full: complete(FULL, FULL_WORDS),
};

/** Lists what a world knows. */
export function vocabulary(world: World = 'full'): Vocabulary {
  return VOCABULARIES[world];
}
