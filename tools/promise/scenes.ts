// Held-out scenes with what is asked of them. No command has a prompt beside it.
import {
  type Color,
  FIRST_HELD_OUT_SEED,
  type Noun,
  renderMasks,
  type Scene,
  type SceneObject,
  sceneFromSeed,
  vocabulary,
} from '@dualedit/diorama';
import { twoEditScenes } from '../core/two-edit-scenes.js';
import { area, overlaps } from '../segmenter/questions.js';
import type { PromiseCase } from './case.js';

const { animals, colors, things, wearables } = vocabulary('full');
const [isAnimal, isThing] = [new Set<string>(animals), new Set<string>([...things, ...wearables])];

/** Every form in which a command can name a thing by its color. */
const FORMS = [
  (from: string, noun: string, to: string) => `${from} ${noun}→${to}`,
  (from: string, noun: string, to: string) => `make the ${from} ${noun} ${to}`,
  (from: string, noun: string, to: string) => `${to} instead of the ${from} ${noun}`,
  (from: string, noun: string, to: string) => `change the ${noun} from ${from} to ${to}`,
  (from: string, noun: string, to: string) => `replace the ${from} ${noun} with a ${to} ${noun}`,
  (from: string, noun: string, to: string) => `the ${from} ${noun} should be ${to}`,
  (from: string, noun: string, to: string) => `${from} ${noun} → ${to} ${noun}`,
];

type Choose = (scene: Scene, taken: number) => PromiseCase | undefined | Promise<PromiseCase | undefined>;

/** The first `count` scenes of held-out seeds of which something is asked. */
export async function heldOut(count: number, choose: Choose): Promise<PromiseCase[]> {
  const cases: PromiseCase[] = [];
  for (let seed = FIRST_HELD_OUT_SEED; cases.length < count; seed++) {
    const scene = sceneFromSeed(seed, { world: 'full' });
    const found = repeats(scene) ? undefined : await choose(scene, cases.length);
    if (found) cases.push(found);
  }
  return cases;
}

/** An animal becomes another one, and nobody names the hat that it wears. */
export const hats = (count: number) =>
  heldOut(count, (scene): PromiseCase | undefined => {
    const wearer = scene.objects.findIndex(({ id }) => scene.objects.some(({ wornBy }) => wornBy === id));
    if (wearer < 0) return undefined;
    return { ...asked(scene, 'hats', [wearer]), command: swap(scene, wearer) };
  });

/** A thing is named by its color and gets another one. */
export const named = (count: number) =>
  heldOut(count, (scene, taken): PromiseCase | undefined => {
    const at = scene.objects.findIndex(isColoredThing);
    if (at < 0) return undefined;
    const { noun, color } = scene.objects[at]!;
    const command = FORMS[taken % FORMS.length]!(color!, noun, newColor(scene, at));
    return { ...asked(scene, 'named', [at]), command };
  });

/** Two things that stand apart get new colors. */
export const recolor2 = (count: number) =>
  heldOut(count, async (scene): Promise<PromiseCase | undefined> => {
    const meant = scene.objects.flatMap((object, at) => (isColoredThing(object) ? [at] : []));
    if (meant.length !== 2) return undefined;
    const masks = await renderMasks(scene, 128);
    if (meetEachOther(scene, meant) || meant.some((at) => !isSeen(at))) return undefined;
    return { ...asked(scene, 'recolor2', meant), command: meant.map((at) => recolor(scene, at)).join(', ') };

    function isSeen(at: number): boolean {
      const isWorn = scene.objects[at]!.wornBy !== undefined;
      return isWorn ? area(masks[at]!.visible) > 0.9 * area(masks[at]!.whole) : !overlaps(masks, at);
    }
  });

/** The same, each of the two in a command of its own. */
export async function alone(count: number): Promise<PromiseCase[]> {
  return (await recolor2(count)).flatMap(({ scene, meant }) =>
    meant.map((at): PromiseCase => ({ ...asked(scene, 'alone', [at]), command: recolor(scene, at) })),
  );
}

/** An animal becomes another one, and a thing beside, on or behind it gets another color. */
export async function mixed(count: number): Promise<PromiseCase[]> {
  return twoEditScenes(count).map(({ scene, animal, thing, edits }): PromiseCase => {
    const command = edits.map(({ source, target }) => `${source}→${target}`).join(', ');
    return { ...asked(scene, 'mixed', [animal, thing]), command };
  });
}

interface Hard {
  why: string;
  isMeant: (object: SceneObject) => boolean;
  command: (scene: Scene, at: number) => string;
  strength?: number;
  /** How much smaller everything is than a scene has it. */
  scale?: number;
}

const becomes = (nouns: readonly Noun[]) => (scene: Scene, at: number) => {
  const { noun } = scene.objects[at]!;
  const others = nouns.filter(
    (other) => other !== noun && !scene.objects.some((object) => object.noun === other),
  );
  return `${noun}→${others[scene.seed % others.length]!}`;
};
const isAn = (noun: Noun) => (object: SceneObject) => object.noun === noun;
const isOfAnimals = ({ noun }: SceneObject) => isAnimal.has(noun);

/** Much of this is beyond the embedded model. */
const HARD: readonly Hard[] = [
  { why: 'weak', isMeant: isOfAnimals, command: swap, strength: 0.1 },
  { why: 'weak', isMeant: isColoredThing, command: recolor, strength: 0.1 },
  { why: 'weaker', isMeant: isOfAnimals, command: swap, strength: 0.3 },
  { why: 'weaker', isMeant: isColoredThing, command: recolor, strength: 0.3 },
  { why: 'cup to animal', isMeant: isAn('cup'), command: becomes(animals) },
  { why: 'ball to animal', isMeant: isAn('ball'), command: becomes(animals) },
  { why: 'hat to animal', isMeant: isAn('hat'), command: becomes(animals) },
  { why: 'hat to thing', isMeant: isAn('hat'), command: becomes(things) },
  {
    why: 'animal to thing',
    isMeant: isOfAnimals,
    // Without a color it has none, as no thing of this world that the judge knows.
    command: (scene, at) => withColor(scene, at, becomes([...things, ...wearables])(scene, at)),
  },
  { why: 'thing to thing', isMeant: isColoredThing, command: becomes(things) },
  { why: 'small', isMeant: isOfAnimals, command: swap, scale: 0.5 },
  { why: 'small', isMeant: isColoredThing, command: recolor, scale: 0.5 },
  {
    why: 'kind and color',
    isMeant: isOfAnimals,
    command: (scene, at) => withColor(scene, at, swap(scene, at)),
  },
];

/** What often fails; every second one is not tried again. */
export const hard = (count: number) =>
  heldOut(count, (whole, taken): PromiseCase | undefined => {
    const { why, isMeant, command, strength, scale = 1 } = HARD[taken % HARD.length]!;
    const at = whole.objects.findIndex(isMeant);
    if (at < 0) return undefined;
    const scene = { ...whole, objects: whole.objects.map((object) => shrunk(object, scale)) };
    const retry = Math.floor(taken / HARD.length) % 2 === 0;
    const options = { ...(strength !== undefined && { strength }), retry };
    return { ...asked(scene, 'hard', [at]), command: command(scene, at), why, options };
  });

/** Smaller, about the middle of the ground, so that what is worn stays where it is worn. */
function shrunk(object: SceneObject, scale: number): SceneObject {
  const towards = (value: number, middle: number) => middle + scale * (value - middle);
  return { ...object, x: towards(object.x, 64), y: towards(object.y, 112), size: object.size * scale };
}

const asked = (scene: Scene, row: PromiseCase['row'], meant: number[]) => ({
  row,
  seed: scene.seed,
  scene,
  meant,
});

function isColoredThing({ noun, color }: SceneObject): boolean {
  return color !== undefined && isThing.has(noun);
}

/** Whether one of two is worn by the other. */
function meetEachOther({ objects }: Scene, meant: readonly number[]): boolean {
  return meant.some((at) => meant.some((other) => objects[at]!.wornBy === objects[other]!.id));
}

function swap(scene: Scene, at: number): string {
  return becomes(animals)(scene, at);
}

function recolor(scene: Scene, at: number): string {
  return `${scene.objects[at]!.noun}→${newColor(scene, at)}`;
}

function withColor(scene: Scene, at: number, command: string): string {
  return command.replace('→', `→${newColor(scene, at)} `);
}

function newColor({ seed, objects }: Scene, at: number): Color {
  const others = colors.filter((color) => color !== objects[at]!.color);
  return others[(seed + at) % others.length]!;
}

/** Whether one word names two things, so that an edit would have to say which. */
function repeats({ objects }: Scene): boolean {
  return new Set(objects.map(({ noun }) => noun)).size < objects.length;
}
