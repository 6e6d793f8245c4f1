import { checkKnown, checkSeed, checkWorld } from './check.js';
import { DRAWINGS } from './draw/drawings.js';
import { type Random, random } from './random.js';
import type { Scene, SceneObject } from './scene.js';
import {
  type Animal,
  type Noun,
  type Vocabulary,
  vocabulary,
  type Wearable,
  type World,
} from './vocabulary.js';
import { wornPlace } from './worn.js';

/** 1: one large thing. 2: an animal with something on, or two things apart. 3: all that, and overlaps. */
export type Level = 1 | 2 | 3;

export interface SceneOptions {
  /** `full` unless given. */
  world?: World;
  /** Drawn from the seed unless given: 1, 2 and 3 in the shares 0.3, 0.4 and 0.3. */
  level?: Level;
}

/** What is laid out before it has an id: a noun, a place, and the properties drawn for it. */
type Placed = Omit<SceneObject, 'id' | 'wornBy'> & { wears?: Wearable[] };

interface Maker {
  random: Random;
  known: Vocabulary;
  /** Each noun stands in a scene once, so that its name points at one thing. */
  free: Set<Noun>;
}

/**
 * The scene that belongs to a seed, always the same for the same options.
 * @throws DualeditError `scene-seed`, `unknown-world`, `unknown-level`
 */
export function sceneFromSeed(seed: number, options: SceneOptions = {}): Scene {
  checkSeed(seed);
  const world = checkWorld(options.world ?? 'full');
  const stream = random(seed, 'scene');
  const drawn = stream.pick([1, 1, 1, 2, 2, 2, 2, 3, 3, 3] as const);
  const level = checkKnown('level', options.level ?? drawn, [1, 2, 3] as const);
  const known = vocabulary(world);
  const maker = { random: stream, known, free: new Set(known.nouns) };
  const placed = { 1: alone, 2: stream.chance(0.5) ? dressed : apart, 3: crowded }[level](maker);
  return { seed, background: stream.pick(known.backgrounds), objects: numbered(maker, placed) };
}

function alone(maker: Maker): Placed[] {
  const noun = takeAny(maker);
  return [place(maker, noun, { x: [54, 74], y: [110, 121], height: [70, 94], width: 88 })];
}

function dressed(maker: Maker): Placed[] {
  const animal = place(maker, takeAnimal(maker), { x: [54, 74], y: [114, 122], height: [70, 88], width: 88 });
  return [{ ...animal, wears: takeWorn(maker) }];
}

function apart(maker: Maker): Placed[] {
  return maker.random
    .shuffle([33, 95])
    .map((x) =>
      place(maker, takeAny(maker), { x: [x - 3, x + 3], y: [104, 121], height: [50, 70], width: 54 }),
    );
}

function crowded(maker: Maker): Placed[] {
  return maker.random.pick([dressedBeside, dressedBeside, animalBeforeAnimal, thingBeforeAnimal])(maker);
}

function dressedBeside(maker: Maker): Placed[] {
  const [near, far] = maker.random.shuffle([33, 95]) as [number, number];
  const animal = place(maker, takeAnimal(maker), {
    x: [near - 2, near + 3],
    y: [108, 121],
    height: [60, 72],
    width: 54,
  });
  const wears = takeWorn(maker);
  const other = place(maker, takeAny(maker), {
    x: [far - 3, far + 3],
    y: [104, 121],
    height: [48, 66],
    width: 52,
  });
  return [{ ...animal, wears }, other];
}

function animalBeforeAnimal(maker: Maker): Placed[] {
  const [rear, front] = maker.random.shuffle([46, 84]) as [number, number];
  const behind = place(maker, takeAnimal(maker), {
    x: [rear - 4, rear + 4],
    y: [98, 106],
    height: [68, 80],
    width: 70,
  });
  const before = place(maker, takeAnimal(maker), {
    x: [front - 3, front + 3],
    y: [115, 122],
    height: [58, 70],
    width: 70,
  });
  return [behind, maker.random.chance(0.6) ? { ...before, wears: takeWorn(maker) } : before];
}

function thingBeforeAnimal(maker: Maker): Placed[] {
  const side = maker.random.pick([-1, 1]);
  const animal = place(maker, takeAnimal(maker), { x: [58, 70], y: [100, 108], height: [70, 82], width: 80 });
  const wears = maker.random.chance(0.5) ? takeWorn(maker) : [];
  const x = animal.x + side * maker.random.between(18, 30);
  const thing = place(maker, takeThing(maker), { x: [x, x], y: [115, 122], height: [34, 46], width: 52 });
  return [{ ...animal, wears }, thing];
}

interface Room {
  x: [number, number];
  y: [number, number];
  height: [number, number];
  /** At most this wide, whatever the height asks for. */
  width: number;
}

/** Fits a thing into its room; things that are not animals fill it less, as they carry no details. */
function place({ random, known }: Maker, noun: Noun, room: Room): Placed {
  const { width, height } = DRAWINGS[noun];
  const isAnimal = known.animals.includes(noun as Animal);
  const tall = random.between(...room.height) * (isAnimal || noun === 'tree' || noun === 'house' ? 1 : 0.8);
  const size = Math.min((tall / height) * 100, (room.width / width) * 100);
  return {
    noun,
    ...properties({ random, known }, noun),
    x: rounded(random.between(...room.x)),
    y: rounded(random.between(...room.y)),
    size: rounded(size),
  };
}

const rounded = (value: number) => Math.round(value * 10) / 10;

function properties(
  { random, known }: Pick<Maker, 'random' | 'known'>,
  noun: Noun,
): Pick<SceneObject, 'color' | 'material'> {
  const color = { color: random.pick(known.colors) };
  const isAnimal = known.animals.includes(noun as Animal);
  const bySelf = isAnimal ? 0.82 : noun === 'tree' || noun === 'apple' ? 0.4 : 0;
  const share = known.materials.length === 0 ? 0 : isAnimal ? 0.1 : 0.4;
  if (random.chance(share)) {
    const material = random.pick(known.materials);
    return material === 'wooden' || material === 'golden' ? { material } : { material, ...color };
  }
  return random.chance(bySelf) ? {} : color;
}

function take<T extends Noun>({ random, free }: Maker, nouns: readonly T[]): T {
  const noun = random.pick(nouns.filter((candidate) => free.has(candidate)));
  free.delete(noun);
  return noun;
}

const takeAnimal = (maker: Maker) => take(maker, maker.known.animals);

/** A thing that stands about; a hat can do so too. */
const takeThing = (maker: Maker) => take<Noun>(maker, [...maker.known.things, 'hat']);

const takeAny = (maker: Maker) => (maker.random.chance(0.6) ? takeAnimal(maker) : takeThing(maker));

/** One thing to wear, or two where there is a choice. */
function takeWorn(maker: Maker): Wearable[] {
  const first = maker.random.chance(0.6) ? take(maker, ['hat'] as const) : take(maker, maker.known.wearables);
  const left = maker.known.wearables.filter((noun) => maker.free.has(noun));
  return left.length > 0 && maker.random.chance(0.3) ? [first, take(maker, left)] : [first];
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
