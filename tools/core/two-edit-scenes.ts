// Held-out scenes of the diorama world in which one thing becomes another and a second one takes another color.
import {
  applyEdits,
  captions,
  FIRST_HELD_OUT_SEED,
  type Scene,
  sceneFromSeed,
  vocabulary,
} from '@dualedit/diorama';
import type { Edit } from '@dualedit/foundation';
import { edit } from '../shared/edit.js';

const { animals, wearables, things, colors } = vocabulary('full');
const [isAnimal, isColored] = [new Set<string>(animals), new Set<string>([...wearables, ...things])];

export interface TwoEditScene {
  seed: number;
  scene: Scene;
  /** Places of the two things in `scene.objects`. */
  animal: number;
  thing: number;
  edits: [Edit, Edit];
  prompt: string;
  /** The scene after both edits. */
  answer: Scene;
}

/**
 * The first `count` held-out scenes with an animal and a colored hat, ball or cup: `animal→another animal` and
 * `thing→another color`.
 */
export function twoEditScenes(count: number): TwoEditScene[] {
  const found: TwoEditScene[] = [];
  for (let seed = FIRST_HELD_OUT_SEED; found.length < count; seed++) {
    const scene = sceneFromSeed(seed, { world: 'full', level: 3 });
    const animal = scene.objects.findIndex(({ noun }) => isAnimal.has(noun));
    const thing = scene.objects.findIndex(({ noun, color }) => color && isColored.has(noun));
    if (animal < 0 || thing < 0 || repeats(scene)) continue;
    const { noun: from } = scene.objects[animal]!;
    const { noun: to, color: old } = scene.objects[thing]!;
    const others = animals.filter((noun) => noun !== from);
    const fresh = colors.filter((color) => color !== old);
    const edits: [Edit, Edit] = [
      edit(from, others[seed % others.length]!, 'object'),
      edit(to, fresh[seed % fresh.length]!, 'attribute'),
    ];
    const [prompt] = captions(scene);
    found.push({ seed, scene, animal, thing, edits, prompt: prompt!, answer: applyEdits(scene, edits) });
  }
  return found;
}

/**
 * The first of them whose new color is not in its prompt yet: reference/ aligns the prompts word by word, and takes the
 * first place of a color for the one that is meant.
 */
export function sceneForReference(): TwoEditScene {
  return twoEditScenes(20).find(({ prompt, edits: [, { target }] }) => !prompt.split(' ').includes(target))!;
}

/** Whether one word names two things, so that an edit would have to say which. */
function repeats({ objects }: Scene): boolean {
  return new Set(objects.map(({ noun }) => noun)).size < objects.length;
}
