// Held-out scenes of the diorama world, and what is asked of them with what answer.
import { applyEdits, FIRST_HELD_OUT_SEED, renderMasks, sceneFromSeed, vocabulary } from '@dualedit/diorama';

/** @param {Uint8Array} data */
export const area = ({ data }) => data.reduce((sum, value) => sum + Number(value > 127), 0);

export function iou(a, b) {
  let [both, either] = [0, 0];
  for (let i = 0; i < a.data.length; i++) {
    both += Number(a.data[i] > 127 && b.data[i] > 127);
    either += Number(a.data[i] > 127 || b.data[i] > 127);
  }
  return either === 0 ? 0 : both / either;
}

/** Whether another thing hides some of the object, or it some of another: 1 % of the smaller one. */
export function overlaps(masks, index) {
  return masks.some((other, at) => {
    if (at === index) return false;
    const [a, b] = [masks[index].whole, other.whole];
    const common = a.data.reduce((sum, value, i) => sum + Number(value > 127 && b.data[i] > 127), 0);
    return common > 0.01 * Math.min(area(a), area(b));
  });
}

/** As many scenes of all levels as wanted, from the first held-out seed on. */
export function anyScenes(count) {
  return Array.from({ length: count }, (_, i) =>
    sceneFromSeed(FIRST_HELD_OUT_SEED + i, { world: 'starter' }),
  );
}

const { animals, colors } = vocabulary('starter');

/**
 * Scenes of two things apart, of which the second has become one of the first's kind, in its own colour or,
 * where it had none and the world's things always have one, in another than the first's.
 */
export function pairs(count, from = FIRST_HELD_OUT_SEED + 10_000) {
  const found = [];
  for (let seed = from; found.length < count; seed++) {
    const scene = sceneFromSeed(seed, { world: 'starter', level: 2 });
    const [first, second] = scene.objects;
    if (scene.objects.length !== 2 || second.wornBy !== undefined) continue;
    const which = { type: 'best' };
    const pair = applyEdits(scene, [{ source: second.noun, target: first.noun, which }]);
    found.push({ ...pair, objects: pair.objects.map((object) => coloured(object, first.color, seed)) });
  }
  return found;
}

/** Scenes of two animals of different kinds, apart. */
export function twoKinds(count) {
  const found = [];
  for (let seed = FIRST_HELD_OUT_SEED + 40_000; found.length < count; seed++) {
    const scene = sceneFromSeed(seed, { world: 'starter', level: 2 });
    if (scene.objects.length === 2 && scene.objects.every(({ noun }) => animals.includes(noun)))
      found.push(scene);
  }
  return found;
}

function coloured(object, taken, seed) {
  if (object.color || animals.includes(object.noun)) return object;
  const free = colors.filter((color) => color !== taken);
  return { ...object, color: free[seed % free.length] };
}

/** How much smaller and how much farther apart two things are that make room for a third. */
const [SMALLER, FARTHER] = [0.72, 1.35];

/** Pairs with a third of the kind between them, larger or smaller than both, nearer or farther. */
export function rows(count) {
  return pairs(count, FIRST_HELD_OUT_SEED + 20_000).map((scene) => {
    const [a, b] = scene.objects.map((object) => ({
      ...{ ...object, x: 64 + (object.x - 64) * FARTHER, size: object.size * SMALLER },
    }));
    const { seed } = scene;
    const free = colors.filter((color) => color !== a.color && color !== b.color);
    const third = {
      ...{ id: 3, noun: a.noun, color: free[seed % free.length], x: 62 + (seed % 5) },
      ...{ y: 100 + (seed % 22), size: ((a.size + b.size) / 2) * [0.85, 1.2][seed % 2] },
    };
    return { ...scene, objects: [third, a, b].toSorted((one, other) => one.y - other.y) };
  });
}

/** Scenes of an animal in a hat beside another animal, which gets a hat as well. */
export function twoHats(count) {
  const found = [];
  for (let seed = FIRST_HELD_OUT_SEED + 30_000; found.length < count; seed++) {
    const scene = sceneFromSeed(seed, { world: 'starter', level: 3 });
    const hat = scene.objects.find(({ noun, wornBy }) => noun === 'hat' && wornBy !== undefined);
    const bare = scene.objects.filter(({ noun, id }) => animals.includes(noun) && hat && id !== hat.wornBy);
    if (!hat || bare.length !== 1 || scene.objects.length !== 3) continue;
    const wearer = scene.objects.find(({ id }) => id === hat.wornBy);
    // All animals share one skeleton: the same hat, moved and scaled from one head to the other.
    const scale = bare[0].size / wearer.size;
    const second = {
      ...{ ...hat, id: 9, wornBy: bare[0].id, color: hat.color === 'red' ? 'blue' : 'red' },
      x: bare[0].x + (hat.x - wearer.x) * scale,
      y: bare[0].y + (hat.y - wearer.y) * scale,
      size: hat.size * scale,
    };
    const objects = scene.objects.flatMap((object) =>
      object.id === bare[0].id ? [object, second] : [object],
    );
    found.push({ ...scene, objects });
  }
  return found;
}

/** At least so much larger, or so many units lower, is clearly so. */
const [CLEARLY_LARGER, CLEARLY_LOWER] = [1.15, 3];

/**
 * What can be asked of things of one noun, with the index of the object that is meant: `{ which, index }`.
 * Sizes and depths are asked for where they differ clearly.
 */
export async function questions(scene, size) {
  const masks = (await renderMasks(scene, size)).map(({ visible }) => visible);
  const by = (key) => scene.objects.map((_, i) => i).toSorted((a, b) => key(a) - key(b));
  const columns = by((i) => scene.objects[i].x);
  const sizes = by((i) => area(masks[i]));
  const depths = by((i) => scene.objects[i].y);
  const asked = [
    { which: { type: 'side', side: 'left' }, index: columns[0] },
    { which: { type: 'side', side: 'right' }, index: columns.at(-1) },
    ...columns.map((index, i) => ({ which: { type: 'ordinal', ordinal: i + 1 }, index })),
  ];
  if (columns.length === 3) asked.push({ which: { type: 'side', side: 'middle' }, index: columns[1] });
  const larger = (i, j) => area(masks[sizes[i]]) > CLEARLY_LARGER * area(masks[sizes[j]]);
  if (larger(sizes.length - 1, sizes.length - 2))
    asked.push({ which: { type: 'size', size: 'largest' }, index: sizes.at(-1) });
  if (larger(1, 0)) asked.push({ which: { type: 'size', size: 'smallest' }, index: sizes[0] });
  const lower = (i, j) => scene.objects[depths[i]].y > CLEARLY_LOWER + scene.objects[depths[j]].y;
  if (lower(depths.length - 1, depths.length - 2))
    asked.push({ which: { type: 'depth', depth: 'front' }, index: depths.at(-1) });
  if (lower(1, 0)) asked.push({ which: { type: 'depth', depth: 'back' }, index: depths[0] });
  return { masks, asked };
}
