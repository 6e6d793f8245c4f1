import {
  applyEdits,
  captions,
  FIRST_HELD_OUT_SEED,
  type Noun,
  renderMasks,
  renderScene,
  type Scene,
  sceneFromSeed,
  vocabulary,
  type World,
} from '@dualedit/diorama';
import type { Edit } from '@dualedit/foundation';
import { type Random, seededRandom, shuffled } from '../random.js';
import { crowd } from './crowd.js';
import { drawEdit } from './draw-edit.js';
import type { BenchData, BenchItem, LoadedItem } from './item.js';
import { looks } from './looks.js';
import { overlapping } from './overlap.js';
import { fitsPrompt } from './prompt-length.js';
import { removalItems } from './removal-items.js';

export interface DioramaBenchOptions {
  /** Half of them apart, half overlapping. Defaults to 100. */
  count?: number;
  /** Number of further scenes of which one thing is removed. Defaults to 0. */
  removals?: number;
  /** Defaults to `full`, which the embedded model knows. Materials are edited where the world has any. */
  world?: World;
  /** Side of the pictures in pixels. Defaults to 256, the embedded model's. */
  size?: number;
}

/** How many edits the scenes of each split ask for, in turn. */
const APART = [1, 2, 1, 2, 3, 1, 2, 4, 5, 2, 1, 6, 2, 7, 3];
const OVERLAPPING = [1, 2, 2, 3, 1, 2, 3, 2, 1, 3, 2, 3, 2, 3, 2];
/** Seeds that are looked at for one scene, at most. */
const PATIENCE = 20_000;

/**
 * Diorama-Bench: held-out scenes, always the same, with 1 to 7 edits each, exact masks and the true answer.
 *
 * *apart*: no edited object's silhouette meets another object's. *overlapping*: one does, be it a hat on its
 * wearer. From three edits on, scenes that are apart stand in rows (`crowd`), since the world's own hold two.
 */
export async function dioramaBench(options: DioramaBenchOptions = {}): Promise<BenchData> {
  const { count = 100, removals = 0, world = 'full', size = 256 } = options;
  const half = Math.ceil(count / 2);
  const apart = await find(half, APART, 'apart', { world, size, seed: FIRST_HELD_OUT_SEED });
  const from = FIRST_HELD_OUT_SEED + 100_000;
  const overlaps = await find(count - half, OVERLAPPING, 'overlapping', { world, size, seed: from });
  // In turn, so that a run that is cut short has its share of each.
  const edited = apart.flatMap((item, i) => [item, ...overlaps.slice(i, i + 1)]);
  const removed = removalItems(removals, { world, size });
  const between = Math.ceil(edited.length / Math.max(1, removals));
  const items = edited.flatMap((item, i) =>
    (i + 1) % between === 0 ? [item, ...removed.splice(0, 1)] : [item],
  );
  return { name: 'Diorama-Bench', items: [...items, ...removed], skipped: [] };
}

type Split = 'apart' | 'overlapping';

async function find(
  count: number,
  edits: readonly number[],
  split: Split,
  { world, size, seed }: { world: World; size: number; seed: number },
): Promise<BenchItem[]> {
  const items: BenchItem[] = [];
  let patience = PATIENCE;
  for (let next = seed; items.length < count; next++) {
    const wanted = edits[items.length % edits.length]!;
    if (patience-- === 0) throw new Error(`No ${split} scene of the ${world} world takes ${wanted} edits.`);
    const scene =
      split === 'apart' && wanted > 2 ? crowd(next, wanted, world) : sceneFromSeed(next, { world });
    const chosen = await choose(scene, wanted, split, world, seededRandom(next));
    if (!chosen) continue;
    const item = itemOf(scene, chosen, split, size);
    if (![item.prompt!, item.targetPrompt].every(fitsPrompt)) continue;
    items.push(item);
    patience = PATIENCE;
  }
  return items;
}

/** So many edits of the scene, or none where it does not belong to the split. */
async function choose(
  scene: Scene,
  wanted: number,
  split: Split,
  world: World,
  random: Random,
): Promise<Edit[] | undefined> {
  if (scene.objects.length < wanted) return undefined;
  const meets = await overlapping(scene);
  const order = shuffled(
    random,
    scene.objects.map((_, i) => i),
  );
  const chosen =
    split === 'apart'
      ? order.slice(0, wanted)
      : order.sort((a, b) => Number(meets[b]) - Number(meets[a])).slice(0, wanted);
  if (chosen.some((i) => meets[i]) !== (split === 'overlapping')) return undefined;
  const known = vocabulary(world);
  const free = new Set<Noun>(known.nouns);
  for (const { noun } of scene.objects) free.delete(noun);
  return chosen.map((i) => drawEdit(scene.objects[i]!, known, free, random));
}

function itemOf(scene: Scene, edits: Edit[], split: Split, size: number): BenchItem {
  const after = applyEdits(scene, edits);
  // The second phrasing lists things without saying how they stand to each other, which a new shape may change.
  const phrasing = scene.objects.length > 3 ? 1 : 0;
  return {
    id: `${split}-${scene.seed}`,
    split,
    prompt: captions(scene)[phrasing]!,
    targetPrompt: captions(after)[phrasing]!,
    edits,
    load: () => load(scene, after, edits, size),
  };
}

async function load(scene: Scene, after: Scene, edits: Edit[], size: number): Promise<LoadedItem> {
  const [before, then] = [await renderMasks(scene, size), await renderMasks(after, size)];
  const place = (edit: Edit) => scene.objects.findIndex(({ noun }) => noun === edit.source);
  return {
    picture: await renderScene(scene, size),
    masks: edits.map((edit) => before[place(edit)]!.visible),
    truth: {
      picture: await renderScene(after, size),
      masks: edits.map((edit) => then[place(edit)]!.visible),
      objects: after.objects.map((object, i) => ({
        ...looks(object),
        before: before[i]!.visible,
        after: then[i]!.visible,
        changes: {
          noun: object.noun !== scene.objects[i]!.noun,
          color: looks(object).color !== looks(scene.objects[i]!).color,
          material: looks(object).material !== looks(scene.objects[i]!).material,
        },
      })),
    },
  };
}
