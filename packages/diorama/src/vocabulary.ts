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

function complete(parts: Omit<Vocabulary, 'nouns' | 'words'>, joining: string): Vocabulary {
  const nouns = [...parts.animals, ...parts.wearables, ...parts.things];
  const words = new Set([...nouns, ...parts.colors, ...parts.materials, ...joining.split(' ')]);
  return { ...parts, nouns, words: [...words].sort() };
}

const VOCABULARIES: Record<World, Vocabulary> = {
  starter: complete(STARTER, STARTER_WORDS),
  full: complete(FULL, FULL_WORDS),
};

/** Lists what a world knows. */
export function vocabulary(world: World = 'full'): Vocabulary {
  return VOCABULARIES[world];
}
