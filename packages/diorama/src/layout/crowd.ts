import type { Color, Noun } from '../vocabulary.js';
import { isAnimal, type Maker, type Placed, place, take, takeAny } from './maker.js';

/** Three to six things in one row or two, two of a kind, or three sizes of a kind. */
export function crowd(maker: Maker): Placed[] {
  return maker.random.pick([rows, rows, rows, twins, twins, sizes])(maker);
}

function rows(maker: Maker): Placed[] {
  const { random } = maker;
  const count = random.pick([3, 3, 3, 4, 4, 5, 6] as const);
  // Captions of five things or more have no words left for what is worn.
  const dressed = count < 5 ? 0.35 : 0;
  const oneRow = count === 3 && random.chance(0.6);
  const front = oneRow ? count : Math.ceil((count + 1) / 2);
  const spacing = 128 / front;
  const columns = Array.from({ length: front }, (_, i) => (i + 0.5) * spacing);
  // Things of the rear row are seen between those of the front row.
  const gaps = random.shuffle(columns.slice(1).map((x) => x - spacing / 2));
  const width = Math.min(52, 118 / front);
  const put = (x: number, y: Range, height: Range) =>
    maybeDressed(maker, place(maker, takeAny(maker), { x: [x - 3, x + 3], y, height, width }), dressed);
  return [
    ...gaps.slice(0, count - front).map((x) => put(x, [76, 87], [34, 44])),
    ...columns.map((x) => put(x, [112, 122], oneRow ? [42, 58] : [36, 48])),
  ];
}

type Range = [number, number];

/** Puts one thing on an animal, now and then. */
function maybeDressed(maker: Maker, placed: Placed, share: number): Placed {
  const wearables = maker.known.wearables.filter((noun) => maker.free.has(noun));
  if (!isAnimal(maker, placed.noun) || wearables.length === 0 || !maker.random.chance(share)) return placed;
  return { ...placed, wears: [take(maker, wearables)] };
}

/** Two of a kind with different looks, and now and then something else. */
function twins(maker: Maker): Placed[] {
  const { random } = maker;
  const noun = takeAny(maker);
  const three = random.chance(0.3);
  const places = random.shuffle(three ? [22, 64, 106] : [33, 95]);
  const room = (at: number, height: Range) => {
    const x = places[at]!;
    return { x: [x - 3, x + 3] as Range, y: [104, 121] as Range, height, width: three ? 40 : 54 };
  };
  const looks = differentLooks(maker, noun, 2);
  const pair = looks.map((look, at) =>
    maybeDressed(maker, { ...bare(place(maker, noun, room(at, [46, 70]))), ...look }, 0.2),
  );
  return three ? [...pair, place(maker, takeAny(maker), room(2, [42, 60]))] : pair;
}

/** A small, a middling and a large one of a kind side by side, in any order. */
function sizes(maker: Maker): Placed[] {
  const { random } = maker;
  const noun = takeAny(maker);
  const looks = differentLooks(maker, noun, 3);
  // The large one needs more than a third of the width.
  const [small, middle, large] = random.pick([
    [18, 52, 99],
    [64, 20, 102],
    [110, 76, 29],
    [64, 108, 26],
  ] as const);
  const rooms = [
    { x: small, height: [22, 27], width: 26 },
    { x: middle, height: [36, 42], width: 34 },
    { x: large, height: [56, 66], width: 50 },
  ] as const;
  return rooms.map(({ x, height, width }, at) => {
    const room = { x: [x - 2, x + 2] as Range, y: [106, 121] as Range, height: [...height] as Range, width };
    return { ...bare(place(maker, noun, room)), ...looks[at] };
  });
}

const bare = ({ color: _color, material: _material, ...rest }: Placed): Placed => rest;

/** One color each; of some animals, the first has its natural fur. */
function differentLooks(maker: Maker, noun: Noun, count: number): { color?: Color }[] {
  const { random, known } = maker;
  const looks: { color?: Color }[] = random
    .shuffle(known.colors)
    .slice(0, count)
    .map((color) => ({ color }));
  if (isAnimal(maker, noun) && random.chance(0.4)) looks[0] = {};
  return looks;
}
