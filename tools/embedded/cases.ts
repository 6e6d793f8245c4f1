// Held-out scenes of every level, drawn with all that the world has, and a command that fits each.
import {
  FIRST_HELD_OUT_SEED,
  type Level,
  objectPhrase,
  type Scene,
  type SceneObject,
  sceneFromSeed,
  vocabulary,
} from '@dualedit/diorama';

/** One command for one scene. */
export interface EditCase {
  seed: number;
  level: Level;
  scene: Scene;
  command: string;
  /** How many edits the command asks for; a crowd is a scene of at least three standing things. */
  row: 'one' | 'two' | 'crowd';
}

const { animals, things, colors, materials } = vocabulary('full');
const KINDS: readonly (readonly string[])[] = [animals, things];
const FIRST_SEED = FIRST_HELD_OUT_SEED + 400_000;

/**
 * The first `count` scenes of a level for which a command of as many edits as the level asks for exists.
 * @param first seed from which scenes are drawn; other ones than the default are for tuning
 */
export function casesOf(level: Level, count: number, first = FIRST_SEED): EditCase[] {
  const cases: EditCase[] = [];
  for (let seed = first + 10_000 * level; cases.length < count; seed++) {
    const scene = sceneFromSeed(seed, { world: 'full', level });
    const made = commandFor(scene, level, cases.length);
    if (made) cases.push({ seed, level, scene, ...made });
  }
  return cases;
}

/** Level 1: one edit; levels 2 and 3: one and two in turn; level 4: three, in scenes of three things and more. */
function commandFor(
  scene: Scene,
  level: Level,
  taken: number,
): Pick<EditCase, 'command' | 'row'> | undefined {
  const wanted = level === 1 ? 1 : level === 4 ? 3 : 1 + (taken % 2);
  const named = scene.objects.flatMap((object) => {
    const phrase = phraseOf(object, scene);
    return phrase === undefined ? [] : [{ object, phrase }];
  });
  const at = (i: number) => (scene.seed + i) % named.length;
  const chosen = named.length < wanted ? [] : Array.from({ length: wanted }, (_, i) => named[at(i)]!);
  if (chosen.length === 0) return undefined;
  const edits = chosen.map(({ object, phrase }, i) => `${phrase}→${targetOf(object, scene, taken + i)}`);
  const row = wanted === 1 ? 'one' : wanted === 2 ? 'two' : 'crowd';
  return { command: edits.join(', '), row };
}

/** How a thing is told from all others, if a few words can: by its noun, its color, or its side. */
function phraseOf(object: SceneObject, { objects }: Scene): string | undefined {
  const alike = objects.filter(({ noun }) => noun === object.noun);
  if (alike.length === 1) return object.noun;
  const phrase = objectPhrase(object);
  const others = alike.filter((other) => other !== object);
  const isTold = others.every(
    ({ color, material }) => color !== object.color && material !== object.material,
  );
  if (object.color !== undefined && object.material === undefined && isTold) return phrase;
  if (object.wornBy !== undefined || alike.length > 2 || Math.abs(alike[0]!.x - alike[1]!.x) < 20)
    return undefined;
  return `${others[0]!.x > object.x ? 'left' : 'right'} ${object.noun}`;
}

/** Another kind, a color, a material, or nothing, in turn. */
function targetOf(object: SceneObject, { seed, objects }: Scene, turn: number): string {
  const kinds = KINDS.find((list) => list.includes(object.noun)) ?? [];
  const free = kinds.filter((kind) => objects.every(({ noun }) => noun !== kind));
  const others = colors.filter((color) => color !== object.color);
  const looks = materials.filter((material) => material !== object.material);
  const wish = turn % 5;
  const isBare = objects.every(({ wornBy }) => wornBy !== object.id);
  if (wish === 3 && isBare) return 'nothing';
  // Fur and glasses show hardly anything of a material.
  const isSolid = !(animals as readonly string[]).includes(object.noun) && object.noun !== 'glasses';
  if (wish === 1 && isSolid) return looks[seed % looks.length]!;
  if ((wish === 0 || wish === 2) && free.length > 0) return free[seed % free.length]!;
  return others[seed % others.length]!;
}
