import { type Scene, type SceneObject, vocabulary, type World } from '@dualedit/diorama';
import { pick, seededRandom, shuffled } from '../random.js';

/** Feet of the rear and the front row, and how tall what stands there may be, in scene units. */
const ROWS = [
  { y: 62, tall: 46 },
  { y: 120, tall: 52 },
] as const;

/**
 * A scene of so many coloured things, up to seven, that stand apart: in one row up to three, else in two.
 * The same seed gives the same scene.
 */
export function crowd(seed: number, count: number, world: World): Scene {
  const random = seededRandom(seed);
  const known = vocabulary(world);
  const nouns = shuffled(random, known.nouns).slice(0, count);
  const rear = count > 3 ? Math.floor(count / 2) : 0;
  const objects = nouns.map((noun, i): SceneObject => {
    const row = ROWS[i < rear ? 0 : 1];
    const [place, places] = i < rear ? [i, rear] : [i - rear, count - rear];
    const room = 128 / places;
    const isAnimal = known.animals.some((animal) => animal === noun);
    return {
      id: i + 1,
      noun,
      color: pick(random, known.colors),
      x: Math.round(room * (place + 0.5) + 4 * (random() - 0.5)),
      y: row.y,
      // Things without legs are as wide as an animal at half its size.
      size: Math.min(row.tall, room) * (isAnimal ? 0.95 : 0.85),
    };
  });
  return { seed, background: pick(random, known.backgrounds), objects };
}
