import { applyEdits, captions, renderMasks, type Scene, vocabulary } from '@dualedit/diorama';
import { countInside, NOTHING } from '@dualedit/foundation';
import { pick, type Random, seededRandom } from '../../random.js';
import type { BenchData, BenchItem } from '../item.js';
import { fitsPrompt } from '../prompt-length.js';
import { type DrawnChange, drawChanges } from './draw-changes.js';
import { choose, firstSeedOf, sceneFor } from './scenes.js';
import { SIZES, type Slot, type Split, slots } from './slots.js';
import { draw, type Planned } from './truth.js';

export interface DioramaBench2Options {
  /** Number of scenes, the first of the set. Defaults to all 200. */
  count?: number;
  /** Side of the pictures in pixels. Defaults to 256, the embedded model's. */
  size?: number;
}

/** What is seen of an edited thing, before and after, in pixels of a picture of 128. */
const LEAST_SEEN = 60;
const LOOKED_AT = 128;
/** Seeds that are looked at for one scene, at most. */
const PATIENCE = 20_000;

/** A scene of the set with its edits, before anything is drawn. */
export interface PlannedItem extends Planned {
  split: Split;
  seed: number;
}

/**
 * Diorama-Bench 2: held-out scenes of the full world with one to eight edits each, of objects, colors, materials,
 * removals and backgrounds, with exact masks and true answers. Always the same.
 */
export async function dioramaBench2({
  count = SIZES.full,
  size = 256,
}: DioramaBench2Options = {}): Promise<BenchData> {
  const planned = await planDioramaBench2(count);
  return { name: 'Diorama-Bench 2', items: planned.map((item) => itemOf(item, size)), skipped: [] };
}

/** The first `count` scenes of the set with their edits. */
export async function planDioramaBench2(count: number): Promise<PlannedItem[]> {
  const next = new Map<Split, number>();
  const items: PlannedItem[] = [];
  for (const slot of slots(count)) {
    const { planned, seed } = await find(slot, next.get(slot.split) ?? firstSeedOf(slot.split));
    next.set(slot.split, seed + 1);
    items.push({ ...planned, split: slot.split, seed });
  }
  return items;
}

async function find(slot: Slot, from: number): Promise<{ planned: Planned; seed: number }> {
  for (let seed = from; seed < from + PATIENCE; seed++) {
    const planned = await plan(slot, sceneFor(slot, seed), seededRandom(seed));
    if (planned) return { planned, seed };
  }
  throw new Error(`No scene from seed ${from} on is ${slot.split} with edits of ${slot.things} things.`);
}

/** The edits of a scene and what becomes of it; undefined if it does not serve the slot. */
async function plan(slot: Slot, before: Scene, random: Random): Promise<Planned | undefined> {
  const chosen = await choose(slot, before, random);
  const changes = chosen && drawChanges(before, chosen, random);
  if (!changes) return undefined;
  const { backgrounds } = vocabulary('full');
  const background = slot.background
    ? pick(
        random,
        backgrounds.filter((name) => name !== before.background),
      )
    : undefined;
  const after: Scene = { ...applied(before, changes), ...(background && { background }) };
  const isShort = [before, after].every((scene) => fitsPrompt(caption(scene, before)));
  if (!isShort || !(await isSeen(before, after, changes))) return undefined;
  return { before, after, changes, ...(background && { background }) };
}

/** The scene after these edits of things. */
export function applied(scene: Scene, changes: readonly DrawnChange[]): Scene {
  const targets = changes.map(({ change }) => ({
    source: change.source,
    which: change.which,
    target: change.kind === 'removal' ? NOTHING : change.target,
  }));
  return applyEdits(scene, targets);
}

/** A few things are told by how they stand to each other, more are listed. */
export const caption = (scene: Scene, before: Scene): string =>
  captions(scene)[before.objects.length > 3 ? 1 : 0]!;

/** Whether enough is seen of every edited thing. */
async function isSeen(before: Scene, after: Scene, changes: readonly DrawnChange[]): Promise<boolean> {
  for (const scene of [before, after]) {
    const masks = await renderMasks(scene, LOOKED_AT);
    const isHidden = ({ id }: DrawnChange) => {
      const at = scene.objects.findIndex((object) => object.id === id);
      return at >= 0 && countInside(masks[at]!.visible) < LEAST_SEEN;
    };
    if (changes.some(isHidden)) return false;
  }
  return true;
}

function itemOf(planned: PlannedItem, size: number): BenchItem {
  const { before, after, split, seed } = planned;
  return {
    id: `${split}-${seed}`,
    split,
    prompt: caption(before, before),
    targetPrompt: caption(after, before),
    edits: editsOf(planned),
    load: () => draw(planned, size),
  };
}

/** The edits of things, then that of the background. */
export function editsOf({ changes, background }: Planned): BenchItem['edits'] {
  const own = changes.map(({ change }) => change);
  return background === undefined
    ? own
    : [...own, { kind: 'background', target: background, strength: 1, span: [0, 0] }];
}
