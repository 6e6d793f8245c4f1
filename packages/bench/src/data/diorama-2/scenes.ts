import { FIRST_HELD_OUT_SEED, type Scene, type SceneObject, sceneFromSeed } from '@dualedit/diorama';
import { type Random, shuffled } from '../../random.js';
import { overlapping } from '../overlap.js';
import { rows } from './rows.js';
import { type Slot, SPLITS, type Split } from './slots.js';

/** Seeds of Diorama-Bench 2 begin here: held out, and no other measurement's. */
export const FIRST_SEED = FIRST_HELD_OUT_SEED + 31_000_000;
/** Seeds that each split has. */
export const SEEDS_PER_SPLIT = 1_000_000;
/** More things than this stand in the world's own crowds only now and then, or never. */
const OWN_CROWD = 6;

export const firstSeedOf = (split: Split) => FIRST_SEED + SEEDS_PER_SPLIT * SPLITS.indexOf(split);

/** The scene of a seed, as a slot needs it. */
export function sceneFor({ split, things }: Slot, seed: number): Scene {
  if (split === 'crowd' && things > OWN_CROWD) return rows(seed, things);
  const level = { apart: 2, overlapping: 3, dressed: seed % 2 === 0 ? 2 : 3, twins: 4, crowd: 4 } as const;
  return sceneFromSeed(seed, { world: 'full', level: level[split] });
}

/** The things of a scene that are edited; undefined if the scene is not what the slot needs. */
export async function choose(slot: Slot, scene: Scene, random: Random): Promise<SceneObject[] | undefined> {
  const { objects } = scene;
  if (objects.length < Math.max(1, slot.things)) return undefined;
  const order = await CHOICES[slot.split](shuffled(random, objects), scene);
  return order && order.length >= slot.things ? order.slice(0, slot.things) : undefined;
}

type Choice = (things: SceneObject[], scene: Scene) => Promise<SceneObject[] | undefined>;

/** By split: the things that may be edited, the most telling first; undefined if the scene is none of the split. */
const CHOICES: Record<Split, Choice> = {
  apart: async (things, scene) => ((await overlapping(scene)).includes(true) ? undefined : things),
  overlapping: async (things, scene) => {
    const meets = await overlapping(scene);
    const isMet = ({ id }: SceneObject) => meets[scene.objects.findIndex((object) => object.id === id)]!;
    return things.some(isMet) ? first(things, isMet) : undefined;
  },
  dressed: async (things) => {
    const worn = things.filter(({ wornBy }) => wornBy !== undefined);
    if (worn.length === 0) return undefined;
    const wears = ({ id }: SceneObject) => worn.some(({ wornBy }) => wornBy === id);
    return first(
      things.filter(({ wornBy }) => wornBy === undefined),
      wears,
    );
  },
  twins: async (things) => {
    const isTwin = ({ noun }: SceneObject) => things.filter((other) => other.noun === noun).length > 1;
    return things.some(isTwin) ? first(things, isTwin) : undefined;
  },
  crowd: async (things) => {
    const kinds = new Set(things.map(({ noun }) => noun));
    return things.length > 2 && kinds.size === things.length ? things : undefined;
  },
};

/** Those of a kind before the others. */
const first = (things: SceneObject[], isOne: (thing: SceneObject) => boolean) =>
  things.sort((a, b) => Number(isOne(b)) - Number(isOne(a)));
