import { words } from './words.js';

/** How large a thing is. */
export const SIZES = words(
  'big colossal enormous giant huge large little long massive miniature short small tall thick thin tiny wide',
);
/** How old a thing is. */
export const AGES = words('adult ancient antique elderly modern new old vintage young futuristic fresh');
/** Which shape a thing has. */
export const SHAPES = words('flat oval rectangular round square triangular');
/** Which of those a single adjective replaces; other states stand beside each other. */
const STATES = words(`
  abandoned angry autumnal bald bearded beautiful bloody bored broken burning burnt calm chubby clean closed
  cloudy cosy cozy cute damaged dirty dry dusky elegant empty excited fancy fat flaming floating flooded flying
  foggy frightened frozen full glowing gothic greasy grumpy hairless happy haunted heavy illuminated invisible
  lit magical melted melting messy metallic misty moody moonlit muscular mysterious naked neat open overgrown
  painted pixelated pregnant rainy ripe robotic rotten royal ruined rustic sad scary serious shy skinny
  sleeping sleepy slim smiling snow-covered steampunk stormy stylish sunlit sunny surprised tanned tidy tired
  ugly zombie
`);

/** Common states, ages, moods, sizes and weathers that people ask for as attributes. */
export const QUALITIES: ReadonlySet<string> = new Set([...SIZES, ...AGES, ...SHAPES, ...STATES]);

/** States that exclude each other within a group: a happy cat that becomes sad is no happy sad cat. */
export const OPPOSITES: readonly ReadonlySet<string>[] = [
  words('angry bored calm excited frightened grumpy happy moody sad scary serious smiling surprised'),
  words('clean dirty dusty muddy messy neat tidy'),
  words('open closed'),
  words('empty full'),
  words('dry wet'),
  words('bald bearded hairless'),
  words('chubby fat muscular skinny slim'),
  words('cloudy foggy misty rainy snowy stormy sunny'),
];
