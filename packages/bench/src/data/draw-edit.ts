import type { Noun, SceneObject, Vocabulary } from '@dualedit/diorama';
import type { Edit, EditKind } from '@dualedit/foundation';
import { pick, type Random } from '../random.js';

/**
 * Draws a change of an object: another kind of thing, another colour or material, or kind and colour at once.
 * A new kind is one that the scene does not hold; it is taken from `free`. What is worn keeps its kind.
 */
export function drawEdit(object: SceneObject, known: Vocabulary, free: Set<Noun>, random: Random): Edit {
  const noun = newNoun(object, known, free, random);
  const kind = noun ? pick<EditKind>(random, ['object', 'object', 'attribute', 'both']) : 'attribute';
  if (kind !== 'attribute') free.delete(noun!);
  return {
    source: object.noun,
    target: {
      object: noun,
      attribute: newLook(object, known, random),
      both: `${newColor(object, known, random)} ${noun}`,
    }[kind]!,
    kind,
    which: { type: 'best' },
    strength: 1,
    span: [0, 0],
  };
}

function newNoun(
  { noun, wornBy }: SceneObject,
  { animals, things }: Vocabulary,
  free: ReadonlySet<Noun>,
  random: Random,
): Noun | undefined {
  if (wornBy !== undefined) return undefined;
  const isAnimal = animals.some((animal) => animal === noun);
  const others = (isAnimal ? animals : things).filter((other) => other !== noun && free.has(other));
  return others.length > 0 ? pick(random, others) : undefined;
}

const newColor = ({ color }: SceneObject, { colors }: Vocabulary, random: Random) =>
  pick(
    random,
    colors.filter((other) => other !== color),
  );

function newLook(object: SceneObject, known: Vocabulary, random: Random): string {
  const materials = known.materials.filter((other) => other !== object.material);
  return materials.length > 0 && random() < 0.4 ? pick(random, materials) : newColor(object, known, random);
}
