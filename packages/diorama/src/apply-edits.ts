import type { Edit } from '@dualedit/foundation';
import { DRAWINGS } from './draw/drawings.js';
import { type Described, parsePhrase } from './parse-phrase.js';
import type { Scene, SceneObject } from './scene.js';
import { selectObjects } from './select.js';
import { type Noun, WEARABLES, type Wearable } from './vocabulary.js';
import { wornPlace } from './worn.js';

/** The target of an edit that removes a thing. */
const NOTHING = 'nothing';

/**
 * The counterfactual: the same scene as if it had been made with the edits' targets. Sources are looked up
 * in the scene as it is, so `cat→dog, dog→cat` swaps the two. What an edit does not speak of stays: `cat→dog`
 * of a blue cat gives a blue dog, `blue cat→dog` a dog with natural fur.
 * `cat→nothing` removes the cat with what it wears.
 * @throws DualeditError `unknown-noun`, `unknown-color`, `phrase`, `no-such-object`
 */
export function applyEdits(scene: Scene, edits: readonly Pick<Edit, 'source' | 'target' | 'which'>[]): Scene {
  const changes = edits.map(({ source, target, which }) => ({
    ids: selectObjects(scene, source, which).map(({ id }) => id),
    before: parsePhrase(source),
    after: target.trim().toLowerCase() === NOTHING ? undefined : parsePhrase(target),
  }));
  const removed = changes.filter(({ after }) => after === undefined).flatMap(({ ids }) => ids);
  const left = scene.objects.filter(({ id, wornBy }) => !(removed.includes(id) || removed.includes(wornBy!)));
  const objects = left.map((object) =>
    changes
      .filter(({ ids }) => ids.includes(object.id))
      .reduce((changed, { before, after }) => changeObject(scene, changed, before, after!), object),
  );
  return { ...scene, objects };
}

function changeObject(scene: Scene, object: SceneObject, before: Described, after: Described): SceneObject {
  const { color, material, ...rest } = object;
  const noun = after.noun ?? object.noun;
  const place = noun === object.noun ? {} : placeFor(scene, object, noun);
  return { ...rest, ...place, ...properties({ color, material }, before, after) };
}

/** An attribute adds to what is there; in a noun phrase, what the source names and the target omits is gone. */
function properties(
  old: { color: SceneObject['color']; material: SceneObject['material'] },
  before: Described,
  after: Described,
): Pick<SceneObject, 'color' | 'material'> {
  const kept = (property: 'color' | 'material') =>
    after[property] ?? (after.noun && before[property] ? undefined : old[property]);
  let [color, material] = [
    kept('color') as SceneObject['color'],
    kept('material') as SceneObject['material'],
  ];
  // Wood and gold have a colour of their own: the one that was said last wins.
  if (after.color && !after.material && isOwnColored(material)) material = undefined;
  if (after.material && !after.color && isOwnColored(material)) color = undefined;
  return { ...(color && { color }), ...(material && { material }) };
}

const isOwnColored = (material: SceneObject['material']) => material === 'wooden' || material === 'golden';

/** Animals share one skeleton and keep their place exactly; other things are fitted into the old one's box. */
function placeFor(
  scene: Scene,
  object: SceneObject,
  noun: Noun,
): Pick<SceneObject, 'noun' | 'x' | 'y' | 'size'> {
  const wearer = scene.objects.find(({ id }) => id === object.wornBy);
  if (wearer && WEARABLES.includes(noun as Wearable)) return { noun, ...wornPlace(noun as Wearable, wearer) };
  const [from, to] = [DRAWINGS[object.noun], DRAWINGS[noun]];
  const size = object.size * Math.min(from.width / to.width, from.height / to.height);
  return { noun, x: object.x, y: object.y, size };
}
