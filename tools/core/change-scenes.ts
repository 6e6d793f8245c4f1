// Held-out scenes of the diorama world in which a thing is removed, the background is another, or a thing is new.
import {
  applyEdits,
  FIRST_HELD_OUT_SEED,
  objectPhrase,
  renderMasks,
  renderScene,
  type Scene,
  sceneFromSeed,
  vocabulary,
} from '@dualedit/diorama';
import { type Box, type Change, type Mask, maskBox, type Picture } from '@dualedit/foundation';
import { articleFor } from '../../packages/core/src/text/phrases.js';

/** Of the pictures: twice the model's. */
const SIZE = 256;
const FIRST_SEED = FIRST_HELD_OUT_SEED + 90_000;
/** Pixels that a region leaves around the thing that is to be drawn in it. */
const AROUND = 8;
const { backgrounds, things, wearables } = vocabulary('full');
const isSmall = new Set<string>([...things, ...wearables]);

export interface ChangeScene {
  seed: number;
  change: Change;
  before: Picture;
  /** The true answer. */
  after: Picture;
  /** What is seen of each thing before. */
  masks: Mask[];
  /** What is in it, as a caption begins. */
  things?: string;
  /** The thing that is removed or new, and where it is seen. */
  noun?: string;
  place?: Mask;
  /** Where something new goes. */
  region?: Box;
}

/** Scenes in which each word names one thing. */
function* scenes(): Generator<{ seed: number; scene: Scene }> {
  for (let seed = FIRST_SEED; ; seed++) {
    const scene = sceneFromSeed(seed, { world: 'full' });
    const nouns = new Set(scene.objects.map(({ noun }) => noun));
    if (nouns.size === scene.objects.length) yield { seed, scene };
  }
}

async function take(
  count: number,
  make: (scene: Scene, seed: number) => Promise<ChangeScene | undefined>,
): Promise<ChangeScene[]> {
  const taken: ChangeScene[] = [];
  for (const { seed, scene } of scenes()) {
    const made = await make(scene, seed);
    if (made) taken.push(made);
    if (taken.length === count) break;
  }
  return taken;
}

const without = (scene: Scene, noun: string) =>
  applyEdits(scene, [{ source: noun, target: 'nothing', which: { type: 'best' } }]);

const seen = async (scene: Scene) => (await renderMasks(scene, SIZE)).map(({ visible }) => visible);

/** One thing of each scene goes, in turn the first, the second, … */
export function removals(count: number): Promise<ChangeScene[]> {
  return take(count, async (scene, seed) => {
    const index = seed % scene.objects.length;
    const { noun } = scene.objects[index]!;
    const masks = await seen(scene);
    return {
      seed,
      change: { kind: 'removal', source: noun, which: { type: 'best' }, span: [0, 0] },
      before: await renderScene(scene, SIZE),
      after: await renderScene(without(scene, noun), SIZE),
      masks,
      noun,
      place: masks[index]!,
    };
  });
}

/** Each scene gets another background, in turn. */
export function newBackgrounds(count: number): Promise<ChangeScene[]> {
  return take(count, async (scene, seed) => {
    const others = backgrounds.filter((name) => name !== scene.background);
    const background = others[seed % others.length]!;
    return {
      seed,
      change: { kind: 'background', target: background, strength: 1, span: [0, 0] },
      before: await renderScene(scene, SIZE),
      after: await renderScene({ ...scene, background }, SIZE),
      masks: await seen(scene),
      things: scene.objects
        .map(objectPhrase)
        .map((phrase) => `${articleFor(phrase)} ${phrase}`)
        .join(' and '),
    };
  });
}

/** A hat, ball or cup that belongs to the scene is drawn into the scene without it. */
export function insertions(count: number): Promise<ChangeScene[]> {
  return take(count, async (scene, seed) => {
    const index = scene.objects.findLastIndex(({ noun }) => isSmall.has(noun));
    const thing = scene.objects[index];
    if (!thing || scene.objects.length < 2) return undefined;
    const place = (await seen(scene))[index]!;
    const box = maskBox(place);
    if (!box) return undefined;
    const [left, top] = [Math.max(0, box.left - AROUND), Math.max(0, box.top - AROUND)];
    const bare = without(scene, thing.noun);
    return {
      seed,
      change: { kind: 'insertion', target: objectPhrase(thing), strength: 1, span: [0, 0] },
      before: await renderScene(bare, SIZE),
      after: await renderScene(scene, SIZE),
      masks: await seen(bare),
      noun: thing.noun,
      place,
      region: {
        left,
        top,
        width: Math.min(SIZE, box.left + box.width + AROUND) - left,
        height: Math.min(SIZE, box.top + box.height + AROUND) - top,
      },
    };
  });
}
