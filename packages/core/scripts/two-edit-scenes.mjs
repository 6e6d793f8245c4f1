// Held-out scenes of the diorama world in which one thing becomes another and a second one takes another colour.
import { applyEdits, captions, FIRST_HELD_OUT_SEED, sceneFromSeed, vocabulary } from '@dualedit/diorama';

const { animals, wearables, things, colors } = vocabulary('starter');
const coloured = new Set([...wearables, ...things]);

/**
 * The first `count` held-out scenes with an animal and a coloured hat, ball or cup: `animal→another animal` and
 * `thing→another colour`. `animal` and `thing` are their places in `scene.objects`.
 */
export function twoEditScenes(count, from = FIRST_HELD_OUT_SEED) {
  const found = [];
  for (let seed = from; found.length < count; seed++) {
    const scene = sceneFromSeed(seed, { world: 'starter', level: 3 });
    const animal = scene.objects.findIndex(({ noun }) => animals.includes(noun));
    const thing = scene.objects.findIndex(({ noun, color }) => color && coloured.has(noun));
    if (animal < 0 || thing < 0 || repeats(scene)) continue;
    const [from, to] = [scene.objects[animal].noun, scene.objects[thing].noun];
    const others = animals.filter((noun) => noun !== from);
    const fresh = colors.filter((color) => color !== scene.objects[thing].color);
    const edits = [
      edit(from, others[seed % others.length], 'object'),
      edit(to, fresh[seed % fresh.length], 'attribute'),
    ];
    found.push({
      seed,
      scene,
      animal,
      thing,
      edits,
      prompt: captions(scene)[0],
      answer: applyEdits(scene, edits),
    });
  }
  return found;
}

/** Whether one word names two things, so that an edit would have to say which. */
function repeats({ objects }) {
  return new Set(objects.map(({ noun }) => noun)).size < objects.length;
}

export const edit = (source, target, kind) => ({
  ...{ source, target, kind, which: { type: 'best' }, strength: 1, span: [0, 0] },
});
