import { type Animal, type Noun, type Scene, type SceneObject, vocabulary } from '@dualedit/diorama';
import { pick, seededRandom, shuffled } from '../../random.js';

/** Feet of the rear and the front row, and how tall what stands there is, in scene units. */
const REAR = { y: 74, tall: 36 };
const FRONT = { y: 121, tall: 40 };
/** Things without a color of their own have their usual one, which keeps captions short. */
const USUAL: readonly Noun[] = ['tree', 'apple'];

/**
 * A scene of seven or eight different things in two rows, more than the world's own crowds have. Most are animals in
 * natural fur: a caption has no words left for more than a few colors. The same seed gives the same scene.
 */
export function rows(seed: number, count: number): Scene {
  const random = seededRandom(seed);
  const { animals, things, colors, backgrounds } = vocabulary('full');
  const kinds = shuffled(random, [
    ...shuffled(random, animals).slice(0, count - 3),
    ...shuffled(random, things).slice(0, 3),
  ]);
  const rear = Math.floor(count / 2);
  const objects = kinds.map((noun, i): SceneObject => {
    const [row, place, places] = i < rear ? [REAR, i, rear] : [FRONT, i - rear, count - rear];
    const isAnimal = animals.includes(noun as Animal);
    return {
      id: i + 1,
      noun,
      ...(isAnimal || USUAL.includes(noun) ? {} : { color: pick(random, colors) }),
      x: Math.round((128 / places) * (place + 0.5) + 3 * (random() - 0.5)),
      y: row.y + Math.round(3 * (random() - 0.5)),
      size: row.tall * (isAnimal ? 1 : 0.7),
      ...(isAnimal && random() < 0.5 ? { facing: pick(random, ['left', 'right'] as const) } : {}),
    };
  });
  return { seed, background: pick(random, backgrounds), objects };
}
