import { words } from './words.js';

/** Common states, ages, moods, sizes and weathers that people ask for as attributes. */
export const QUALITIES = words(`
  abandoned adult ancient angry antique autumnal bald bearded beautiful big bloody bored broken burning burnt
  calm chubby clean closed cloudy colossal cosy cozy cute damaged dirty dry dusky elderly elegant empty
  enormous excited fancy fat flaming floating flooded flying foggy fresh frozen frightened full futuristic
  giant glowing gothic greasy grumpy hairless happy haunted heavy huge illuminated invisible large lit little
  long magical melted melting messy metallic miniature misty modern moody moonlit muscular mysterious naked
  neat new old open overgrown painted pixelated pregnant rainy ripe robotic rotten round royal ruined rustic
  sad scary serious short shy skinny sleeping sleepy slim small smiling snow-covered square steampunk stormy
  stylish sunlit sunny surprised tall tanned thick thin tidy tiny tired ugly vintage young zombie
`);
