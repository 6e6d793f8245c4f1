import { type Maker, type Placed, place, takeAnimal, takeAny, takeThing, takeWorn } from './maker.js';

export function alone(maker: Maker): Placed[] {
  const noun = takeAny(maker);
  return [place(maker, noun, { x: [54, 74], y: [110, 121], height: [70, 94], width: 88 })];
}

export function dressed(maker: Maker): Placed[] {
  const animal = place(maker, takeAnimal(maker), { x: [54, 74], y: [114, 122], height: [70, 88], width: 88 });
  return [{ ...animal, wears: takeWorn(maker) }];
}

export function apart(maker: Maker): Placed[] {
  return maker.random
    .shuffle([33, 95])
    .map((x) =>
      place(maker, takeAny(maker), { x: [x - 3, x + 3], y: [104, 121], height: [50, 70], width: 54 }),
    );
}

/** A dressed animal with something beside it, or two things of which one covers a part of the other. */
export function overlapping(maker: Maker): Placed[] {
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
