import { formatCommand, parseCommand } from '@dualedit/commands';
import { type Scene, type SceneObject, vocabulary, type World } from '@dualedit/diorama';
import { NOTHING } from '@dualedit/foundation';

/**
 * Returns a command that fits the scene, in canonical form. Of several things of one kind it says which; of a crowd it
 * changes two. Otherwise it recolors the frontmost thing that is worn or has a color, or changes the kind of the last;
 * one time in five the frontmost thing is removed.
 */
export function suggestEdit(scene: Scene, world: World): string {
  const standing = scene.objects.filter(({ wornBy }) => wornBy === undefined);
  const alike = standing.filter(({ noun }) => standing.filter((other) => other.noun === noun).length > 1);
  if (alike.length > 0) return formatCommand(parseCommand(ofOneKind(alike, scene.seed, world)));
  return standing.length > 2 ? ofCrowd(standing, scene, world) : ofFew(scene, world);
}

function ofFew({ objects, seed }: Scene, world: World): string {
  if (seed % 5 === 4) return `${objects.at(-1)!.noun}→${NOTHING}`;
  const colored = objects.findLast(({ color, wornBy }) => color !== undefined || wornBy !== undefined);
  return colored ? recolored(colored, world) : anotherKind(objects.at(-1)!, objects, world);
}

/** Twins are told apart by side, three sizes by size; every other time all of them change. */
function ofOneKind(alike: SceneObject[], seed: number, world: World): string {
  const { noun } = alike[0]!;
  if (seed % 2 === 0) return `all ${noun}→${unusedColor(alike, world)}`;
  if (alike.length > 2) return `largest ${noun}→${unusedColor(alike, world)}`;
  return `left ${anotherKind(alike[0]!, alike, world)}`;
}

/** Two things of a crowd: one becomes another kind, and one gets a material or a color. */
function ofCrowd(standing: SceneObject[], { seed, objects }: Scene, world: World): string {
  const first = standing[seed % standing.length]!;
  const second = standing[(seed + 1) % standing.length]!;
  const { materials } = vocabulary(world);
  const material = materials[seed % materials.length];
  const change = material ? `${second.noun}→${material}` : recolored(second, world);
  return `${anotherKind(first, objects, world)}, ${change}`;
}

/** An animal becomes another animal, a thing another thing, of a kind that the scene has not; else its color changes. */
function anotherKind(object: SceneObject, objects: readonly SceneObject[], world: World): string {
  const { animals, things } = vocabulary(world);
  const isAnimal = animals.some((animal) => animal === object.noun);
  const kinds: readonly string[] = isAnimal ? animals : things;
  const free = kinds.find((kind) => objects.every(({ noun }) => noun !== kind));
  return free ? `${object.noun}→${free}` : recolored(object, world);
}

/** The color half way round the list from the one that it has. */
function recolored({ noun, color }: SceneObject, world: World): string {
  const { colors } = vocabulary(world);
  const at = color ? colors.indexOf(color) : 0;
  return `${noun}→${colors[(at + colors.length / 2) % colors.length]}`;
}

const unusedColor = (objects: readonly SceneObject[], world: World) =>
  vocabulary(world).colors.find((color) => objects.every((object) => object.color !== color))!;
