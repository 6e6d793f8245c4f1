import {
  applyEdits,
  captions,
  FIRST_HELD_OUT_SEED,
  renderMasks,
  renderScene,
  type Scene,
  type SceneObject,
  sceneFromSeed,
  type World,
} from '@dualedit/diorama';
import type { BenchItem, LoadedItem } from './item.js';
import { emptyMaskLike, looks } from './looks.js';
import { fitsPrompt } from './prompt-length.js';

const FIRST_SEED = FIRST_HELD_OUT_SEED + 200_000;

/**
 * Held-out scenes of which one thing is removed, in turn the first, the second, …; of several things of a name, and of
 * what wears something, none.
 */
export function removalItems(count: number, { world, size }: { world: World; size: number }): BenchItem[] {
  const items: BenchItem[] = [];
  for (let seed = FIRST_SEED; items.length < count; seed++) {
    const scene = sceneFromSeed(seed, { world });
    const thing = scene.objects[seed % scene.objects.length]!;
    if (isRemovable(scene, thing) && fitsPrompt(captions(scene)[0]!)) items.push(itemOf(scene, thing, size));
  }
  return items;
}

function isRemovable({ objects }: Scene, { id, noun }: SceneObject): boolean {
  return !objects.some((other) => other.wornBy === id || (other.id !== id && other.noun === noun));
}

function itemOf(scene: Scene, { noun }: SceneObject, size: number): BenchItem {
  const which = { type: 'best' } as const;
  const after = applyEdits(scene, [{ source: noun, target: 'nothing', which }]);
  return {
    id: `removals-${scene.seed}`,
    split: 'removals',
    prompt: captions(scene)[0]!,
    targetPrompt: captions(after)[0]!,
    edits: [{ kind: 'removal', source: noun, which, span: [0, 0] }],
    load: () => load(scene, after, noun, size),
  };
}

async function load(scene: Scene, after: Scene, noun: string, size: number): Promise<LoadedItem> {
  const [before, then] = [await renderMasks(scene, size), await renderMasks(after, size)];
  const mask = before[scene.objects.findIndex((object) => object.noun === noun)]!.visible;
  return {
    picture: await renderScene(scene, size),
    masks: [mask],
    truth: {
      picture: await renderScene(after, size),
      masks: [emptyMaskLike(mask)],
      removed: [{ noun, before: mask }],
      objects: after.objects.map((object, i) => ({
        ...looks(object),
        before: before[scene.objects.findIndex(({ id }) => id === object.id)]!.visible,
        after: then[i]!.visible,
        changes: { noun: false, color: false, material: false },
      })),
    },
  };
}
