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
import type { Mask, Picture } from '@dualedit/foundation';
import { edit } from './shared/edit.js';

const { colors, wearables, things } = vocabulary('starter');
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
    const scene = sceneFromSeed(seed, { world: 'starter' });
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

type Triple = [number, number, number];

/** The mean color inside a mask, in CIE Lab (D65). */
function meanLab(picture: Picture, mask: Mask): Triple {
  const sum: Triple = [0, 0, 0];
  let count = 0;
  for (let i = 0; i < mask.data.length; i++) {
    if (mask.data[i]! <= 127) continue;
    count++;
    for (const channel of [0, 1, 2] as const) sum[channel] += picture.data[i * 4 + channel]!;
  }
  return toLab(sum.map((value) => value / count / 255) as Triple);
}

function toLab(rgb: Triple): Triple {
  const [r, g, b] = rgb.map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)) as Triple;
  const xyz = [
    (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505,
    0.2126 * r + 0.7152 * g + 0.0722 * b,
    (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089,
  ];
  const [x, y, z] = xyz.map((v) => (v > 0.008856 ? Math.cbrt(v) : 7.787 * v + 16 / 116)) as Triple;
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
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
      return { color, distance: Math.hypot(...lab.map((value, i) => value - seen[i]!)) };
    }),
  );
  return distances.toSorted((a, b) => a.distance - b.distance)[0]!;
}
