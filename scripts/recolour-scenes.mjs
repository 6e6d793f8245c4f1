// Held-out scenes of the diorama world with one thing in them to recolour, and what the answer looks like.
import {
  applyEdits,
  captions,
  FIRST_HELD_OUT_SEED,
  renderMasks,
  renderScene,
  sceneFromSeed,
  vocabulary,
} from '@dualedit/diorama';

const { colors, wearables, things } = vocabulary('starter');
const recolourable = new Set([...wearables, ...things]);

/** The first `count` held-out scenes that hold a coloured hat, ball or cup, each with a new colour for it. */
export function recolourScenes(count, from = FIRST_HELD_OUT_SEED) {
  const found = [];
  for (let seed = from; found.length < count; seed++) {
    const scene = sceneFromSeed(seed, { world: 'starter' });
    const index = scene.objects.findIndex((object) => object.color && recolourable.has(object.noun));
    if (index < 0) continue;
    const { noun, color } = scene.objects[index];
    const others = colors.filter((candidate) => candidate !== color);
    const target = others[seed % others.length];
    found.push({
      seed,
      scene,
      index,
      noun,
      from: color,
      target,
      caption: captions(scene)[0],
      command: `${noun}→${target}`,
    });
  }
  return found;
}

/** The mean colour inside a mask, in CIE Lab (D65). */
export function meanLab(picture, mask) {
  const sum = [0, 0, 0];
  let count = 0;
  for (let i = 0; i < mask.data.length; i++) {
    if (mask.data[i] <= 127) continue;
    count++;
    for (let channel = 0; channel < 3; channel++) sum[channel] += picture.data[i * 4 + channel];
  }
  return toLab(sum.map((value) => value / count / 255));
}

function toLab(rgb) {
  const linear = rgb.map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
  const xyz = [
    [0.4124, 0.3576, 0.1805],
    [0.2126, 0.7152, 0.0722],
    [0.0193, 0.1192, 0.9505],
  ].map((row) => row[0] * linear[0] + row[1] * linear[1] + row[2] * linear[2]);
  const [x, y, z] = [xyz[0] / 0.9505, xyz[1], xyz[2] / 1.089].map((v) =>
    v > 0.008856 ? Math.cbrt(v) : 7.787 * v + 16 / 116,
  );
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

/** Which of the world's colours the thing has in `picture`: the one whose true rendering is nearest in Lab. */
export async function namedColour({ scene, index, noun }, picture, size) {
  const mask = (await renderMasks(scene, size))[index].visible;
  const seen = meanLab(picture, mask);
  const distances = await Promise.all(
    colors.map(async (color) => {
      const truth = await renderScene(applyEdits(scene, [edit(noun, color)]), size);
      const lab = meanLab(truth, mask);
      return { color, distance: Math.hypot(...lab.map((value, i) => value - seen[i])) };
    }),
  );
  return distances.toSorted((a, b) => a.distance - b.distance)[0];
}

export const edit = (source, target) => ({
  ...{ source, target, kind: 'attribute', which: { type: 'best' }, strength: 1, span: [0, 0] },
});
