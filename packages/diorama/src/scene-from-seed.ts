import { checkKnown, checkSeed, checkWorld } from './check.js';
import { crowd } from './layout/crowd.js';
import { alone, apart, dressed, overlapping } from './layout/few.js';
import { hasNaturalColor, isAnimal, type Maker, type Placed, properties } from './layout/maker.js';
import { drawPatterns } from './layout/pattern.js';
import { drawPose } from './layout/pose.js';
import { random } from './random.js';
import type { Scene, SceneObject } from './scene.js';
import { vocabulary, type World } from './vocabulary.js';
import { wornPlace } from './worn.js';

export const LEVELS = [0, 1, 2, 3, 4] as const;

/**
 * 0: a background alone, as removing everything leaves it. 1: one large thing. 2: an animal with something on, or two things side by side. 3: all that, and overlaps.
 * 4: three to six things in one row or two, two of a kind in different colors, or three sizes of a kind.
 */
export type Level = (typeof LEVELS)[number];

export interface SceneOptions {
  /** Defaults to `full`. */
  world?: World;
  /** Drawn from the seed if not given: 1, 2 and 3 in the shares 0.3, 0.4 and 0.3. */
  level?: Level;
}

/**
 * Returns the scene that belongs to a seed, always the same for the same options.
 * @throws DualeditError `scene-seed`, `unknown-world`, `unknown-level`
 */
export function sceneFromSeed(seed: number, options: SceneOptions = {}): Scene {
  checkSeed(seed);
  const world = checkWorld(options.world ?? 'full');
  const stream = random(seed, 'scene');
  const drawn = stream.pick([1, 1, 1, 2, 2, 2, 2, 3, 3, 3] as const);
  const level = checkKnown('level', options.level ?? drawn, LEVELS);
  const known = vocabulary(world);
  const maker = { random: stream, known, free: new Set(known.nouns) };
  const layout = { 0: () => [], 1: alone, 2: stream.chance(0.5) ? dressed : apart, 3: overlapping, 4: crowd }[
    level
  ];
  const placed = layout(maker);
  const background = stream.pick(known.backgrounds);
  // Animals of the starter world all sit the same way, and nothing has a pattern: it is what a small model learns first.
  const looking = world === 'starter' ? placed : withPoses(maker, withPatterns(maker, placed, seed), seed);
  return { seed, background, objects: numbered(maker, looking) };
}

/** Things whose natural color is their own; patterns have a random stream of their own too. */
function withPatterns(maker: Maker, placed: Placed[], seed: number): Placed[] {
  const natural = placed.filter(({ noun }) => hasNaturalColor(maker, noun));
  const drawn = drawPatterns(random(seed, 'pattern'), natural);
  return placed.map((object) => drawn[natural.indexOf(object)] ?? object);
}

/** Poses have a random stream of their own, so that they change nothing else of a scene. */
function withPoses(maker: Maker, placed: Placed[], seed: number): Placed[] {
  const stream = random(seed, 'pose');
  return placed.map((object) => (isAnimal(maker, object.noun) ? { ...object, ...drawPose(stream) } : object));
}

/** Gives ids, sorts by depth, and puts what is worn right in front of its wearer. */
function numbered(maker: Maker, placed: Placed[]): SceneObject[] {
  const objects: SceneObject[] = [];
  for (const { wears = [], ...object } of [...placed].sort((a, b) => a.y - b.y)) {
    const wearer = { id: objects.length + 1, ...object };
    objects.push(wearer);
    for (const noun of wears) {
      objects.push({ id: objects.length + 1, noun, ...properties(maker, noun), ...wornPlace(noun, wearer) });
    }
  }
  return objects;
}
