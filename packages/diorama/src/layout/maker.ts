import { DRAWINGS } from '../draw/drawings.js';
import type { Random } from '../random.js';
import type { SceneObject } from '../scene.js';
import type { Animal, Noun, Vocabulary, Wearable } from '../vocabulary.js';

/** What is laid out before it has an id: a noun, a place, and the properties drawn for it. */
export type Placed = Omit<SceneObject, 'id' | 'wornBy'> & { wears?: Wearable[] };

export interface Maker {
  random: Random;
  known: Vocabulary;
  /** Nouns not used yet. Up to level 3 each is used once, so that its name points at one thing. */
  free: Set<Noun>;
}

/** Where a thing may go, in scene units. */
export interface FreeSpace {
  x: [number, number];
  y: [number, number];
  height: [number, number];
  /** At most this wide, whatever the height asks for. */
  width: number;
}

/** Fits a thing into its room; things that are not animals fill it less, as they carry no details. */
export function place({ random, known }: Maker, noun: Noun, room: FreeSpace): Placed {
  const { width, height } = DRAWINGS[noun];
  const animal = isAnimal({ known }, noun);
  const tall = random.between(...room.height) * (animal || noun === 'tree' || noun === 'house' ? 1 : 0.8);
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

export function properties(
  { random, known }: Pick<Maker, 'random' | 'known'>,
  noun: Noun,
): Pick<SceneObject, 'color' | 'material'> {
  const color = { color: random.pick(known.colors) };
  const animal = isAnimal({ known }, noun);
  const bySelf = animal ? 0.82 : hasNaturalColor({ known }, noun) ? 0.4 : 0;
  const share = known.materials.length === 0 ? 0 : animal ? 0.1 : 0.4;
  if (random.chance(share)) {
    const material = random.pick(known.materials);
    return material === 'wooden' || material === 'golden' ? { material } : { material, ...color };
  }
  return random.chance(bySelf) ? {} : color;
}

/** Animals, trees and apples; all other things have a color of the list, or a material that brings its own. */
export const hasNaturalColor = ({ known }: Pick<Maker, 'known'>, noun: Noun): boolean =>
  isAnimal({ known }, noun) || noun === 'tree' || noun === 'apple';

export function take<T extends Noun>({ random, free }: Maker, nouns: readonly T[]): T {
  const noun = random.pick(nouns.filter((candidate) => free.has(candidate)));
  free.delete(noun);
  return noun;
}

export const takeAnimal = (maker: Maker) => take(maker, maker.known.animals);

/** A thing that stands about; a hat can do so too. */
export const takeThing = (maker: Maker) => take<Noun>(maker, [...maker.known.things, 'hat']);

/** Six tenths animals; the other kind if none is left. */
export function takeAny(maker: Maker): Noun {
  const { animals, things } = maker.known;
  const kinds: [readonly Noun[], readonly Noun[]] = [animals, [...things, 'hat']];
  const [wanted, other] = maker.random.chance(0.6) ? kinds : kinds.reverse();
  return take<Noun>(maker, wanted!.some((noun) => maker.free.has(noun)) ? wanted! : other!);
}

/** One thing to wear, or two where there is a choice. */
export function takeWorn(maker: Maker): Wearable[] {
  const first = maker.random.chance(0.6) ? take(maker, ['hat'] as const) : take(maker, maker.known.wearables);
  const left = maker.known.wearables.filter((noun) => maker.free.has(noun));
  return left.length > 0 && maker.random.chance(0.3) ? [first, take(maker, left)] : [first];
}

export const isAnimal = ({ known }: Pick<Maker, 'known'>, noun: Noun) =>
  known.animals.includes(noun as Animal);
