// Held-out scenes of the diorama world with one thing in them to recolor, and what the answer looks like.
import {
  applyEdits,
  type Color,
  captions,
  FIRST_HELD_OUT_SEED,
  renderMasks,
  renderScene,
  type Scene,
  sceneFromSeed,
  vocabulary,
} from '@dualedit/diorama';
import { labDistance, meanLab, type Picture } from '@dualedit/foundation';
import { edit } from './shared/edit.js';

const { colors, wearables, things } = vocabulary('full');
const isRecolorable = new Set<string>([...wearables, ...things]);

export interface RecolorScene {
  seed: number;
  scene: Scene;
  /** Of the thing in `scene.objects`. */
  index: number;
  noun: string;
  from: Color;
  target: Color;
  caption: string;
  command: string;
}

/** The first `count` held-out scenes with a colored hat, ball or cup, each with a new color for it. */
export function recolorScenes(count: number): RecolorScene[] {
  const found: RecolorScene[] = [];
  for (let seed = FIRST_HELD_OUT_SEED; found.length < count; seed++) {
    const scene = sceneFromSeed(seed, { world: 'full' });
    const index = scene.objects.findIndex((object) => object.color && isRecolorable.has(object.noun));
    if (index < 0) continue;
    const { noun, color } = scene.objects[index]!;
    const others = colors.filter((candidate) => candidate !== color);
    const target = others[seed % others.length]!;
    const [caption] = captions(scene);
    const command = `${noun}→${target}`;
    found.push({ seed, scene, index, noun, from: color!, target, caption: caption!, command });
  }
  return found;
}

/** Which of the world's colors the thing has in `picture`: the one whose true rendering is nearest in Lab. */
export async function namedColor(
  { scene, index, noun }: RecolorScene,
  picture: Picture,
  size: number,
): Promise<{ color: Color; distance: number }> {
  const mask = (await renderMasks(scene, size))[index]!.visible;
  const seen = meanLab(picture, mask);
  const distances = await Promise.all(
    colors.map(async (color) => {
      const truth = await renderScene(applyEdits(scene, [edit(noun, color, 'attribute')]), size);
      const lab = meanLab(truth, mask);
      return { color, distance: labDistance(lab, seen) };
    }),
  );
  return distances.toSorted((a, b) => a.distance - b.distance)[0]!;
}
