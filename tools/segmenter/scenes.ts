// Held-out scenes of the diorama world that a segmenter is asked about.
import {
  applyEdits,
  type Color,
  FIRST_HELD_OUT_SEED,
  type Scene,
  type SceneObject,
  sceneFromSeed,
  vocabulary,
} from '@dualedit/diorama';

const { animals, colors } = vocabulary('full');
const kinds = new Set<string>(animals);
const isAnimal = ({ noun }: SceneObject) => kinds.has(noun);

/** As many scenes of all levels as wanted, from the first held-out seed on. */
export function anyScenes(count: number): Scene[] {
  return Array.from({ length: count }, (_, i) => sceneFromSeed(FIRST_HELD_OUT_SEED + i, { world: 'full' }));
}

/** The first `count` scenes from `seed` on that `make` makes something of. */
function firstScenes(count: number, seed: number, make: (seed: number) => Scene | undefined): Scene[] {
  const found: Scene[] = [];
  for (; found.length < count; seed++) {
    const scene = make(seed);
    if (scene) found.push(scene);
  }
  return found;
}

/**
 * Scenes of two things apart, of which the second has become one of the first's kind, in its own color or,
 * where it had none and the world's things always have one, in another than the first's.
 */
export function pairs(count: number, from = FIRST_HELD_OUT_SEED + 10_000): Scene[] {
  return firstScenes(count, from, (seed) => {
    const scene = sceneFromSeed(seed, { world: 'full', level: 2 });
    const [first, second] = scene.objects as [SceneObject, SceneObject | undefined];
    if (scene.objects.length !== 2 || second!.wornBy !== undefined) return undefined;
    const change = { source: second!.noun, target: first.noun, which: { type: 'best' as const } };
    const pair = applyEdits(scene, [change]);
    return { ...pair, objects: pair.objects.map((object) => colored(object, first.color, seed)) };
  });
}

/** Scenes of two animals of different kinds, apart. */
export function twoKinds(count: number): Scene[] {
  return firstScenes(count, FIRST_HELD_OUT_SEED + 40_000, (seed) => {
    const scene = sceneFromSeed(seed, { world: 'full', level: 2 });
    return scene.objects.length === 2 && scene.objects.every(isAnimal) ? scene : undefined;
  });
}

function colored(object: SceneObject, taken: Color | undefined, seed: number): SceneObject {
  if (object.color || isAnimal(object)) return object;
  const free = colors.filter((color) => color !== taken);
  return { ...object, color: free[seed % free.length]! };
}

/** How much smaller and how much farther apart two things are that make space for a third. */
const [SMALLER, FARTHER] = [0.72, 1.35];

/** Pairs with a third of the kind between them, larger or smaller than both, nearer or farther. */
export function rows(count: number): Scene[] {
  return pairs(count, FIRST_HELD_OUT_SEED + 20_000).map((scene) => {
    const [a, b] = scene.objects.map((object) => ({
      ...object,
      x: 64 + (object.x - 64) * FARTHER,
      size: object.size * SMALLER,
    })) as [SceneObject, SceneObject];
    const { seed } = scene;
    const free = colors.filter((color) => color !== a.color && color !== b.color);
    const third: SceneObject = {
      id: 3,
      noun: a.noun,
      color: free[seed % free.length]!,
      x: 62 + (seed % 5),
      y: 100 + (seed % 22),
      size: ((a.size + b.size) / 2) * (seed % 2 === 0 ? 0.85 : 1.2),
    };
    return { ...scene, objects: [third, a, b].toSorted((one, other) => one.y - other.y) };
  });
}

/** Scenes of an animal in a hat and another animal, which gets a hat as well. */
export function twoHats(count: number): Scene[] {
  return firstScenes(count, FIRST_HELD_OUT_SEED + 30_000, (seed) => {
    const scene = sceneFromSeed(seed, { world: 'full', level: 3 });
    const hat = scene.objects.find(({ noun, wornBy }) => noun === 'hat' && wornBy !== undefined);
    const wearer = scene.objects.find(({ id }) => id === hat?.wornBy);
    const bare = scene.objects.filter((object) => isAnimal(object) && object !== wearer);
    if (!hat || !wearer || bare.length !== 1 || scene.objects.length !== 3) return undefined;
    const [other] = bare as [SceneObject];
    // All animals share one skeleton: the same hat, moved and scaled from one head to the other.
    const scale = other.size / wearer.size;
    const second: SceneObject = {
      ...hat,
      id: 9,
      wornBy: other.id,
      color: hat.color === 'red' ? 'blue' : 'red',
      x: other.x + (hat.x - wearer.x) * scale,
      y: other.y + (hat.y - wearer.y) * scale,
      size: hat.size * scale,
    };
    return {
      ...scene,
      objects: scene.objects.flatMap((object) => (object === other ? [object, second] : [object])),
    };
  });
}
