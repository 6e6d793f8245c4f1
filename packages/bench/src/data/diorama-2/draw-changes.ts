import {
  type Animal,
  type Color,
  type Material,
  type Noun,
  type Scene,
  type SceneObject,
  vocabulary,
} from '@dualedit/diorama';
import type { Edit, Removal } from '@dualedit/foundation';
import { pick, type Random } from '../../random.js';
import { nameOf } from './names.js';

/** What an edit of a thing asks for. */
export type Kind = 'object' | 'color' | 'material' | 'removal';

/** An edit of one thing of a scene. */
export interface DrawnChange {
  /** Of the thing. */
  id: number;
  kind: Kind;
  change: Edit | Removal;
}

const { animals, things, colors, materials, nouns } = vocabulary('full');
const which = { type: 'best' } as const;
/** As often as they should be drawn. */
const KINDS: readonly Kind[] = [
  ...['object', 'object', 'object', 'object'],
  ...['color', 'color', 'color', 'material', 'material', 'removal'],
] as Kind[];
/** Colors that hardly differ from how a thing looks without a color. */
export const USUAL: Partial<Record<Noun, Color>> = {
  ...{ rabbit: 'white', panda: 'white', fox: 'orange', tiger: 'orange', lion: 'yellow' },
  ...{ tree: 'green', apple: 'red' },
};
/** Things too thin to show what they are made of. */
export const THIN: ReadonlySet<Noun> = new Set(['glasses']);
/** Of edits of objects, the share that asks for a color too. */
const COLORED = 0.25;

/** Draws an edit for each of these things of a scene; undefined if one of them cannot be named. */
export function drawChanges(
  scene: Scene,
  chosen: readonly SceneObject[],
  random: Random,
): DrawnChange[] | undefined {
  const free = new Set<Noun>(nouns.filter((noun) => scene.objects.every((object) => object.noun !== noun)));
  const drawn: DrawnChange[] = [];
  for (const object of chosen) {
    const name = nameOf(scene, object);
    if (!name) return undefined;
    const drawnKind = pick(random, KINDS);
    const wanted = drawnKind === 'material' && THIN.has(object.noun) ? 'color' : drawnKind;
    const removes = wanted !== 'removal' || (canGo(scene, object) && !drawn.some(isRemoval));
    const kinds = others(object, free);
    const kind = !removes || (wanted === 'object' && kinds.length === 0) ? 'color' : wanted;
    const noun = pick(random, kinds);
    if (kind === 'object') free.delete(noun);
    drawn.push({ id: object.id, kind, change: changeOf(object, name, { kind, noun }, random) });
  }
  return drawn;
}

const isRemoval = ({ kind }: DrawnChange) => kind === 'removal';

/** What wears something stays: what it wears would be gone too, without a word. */
const canGo = ({ objects }: Scene, { id }: SceneObject) => objects.every(({ wornBy }) => wornBy !== id);

/** Kinds of things that it can become: an animal another animal. What is worn keeps its kind. */
function others({ noun, wornBy }: SceneObject, free: ReadonlySet<Noun>): Noun[] {
  if (wornBy !== undefined) return [];
  const like: readonly Noun[] = animals.includes(noun as Animal) ? animals : things;
  return like.filter((other) => other !== noun && free.has(other));
}

function changeOf(
  object: SceneObject,
  { source, colors: named }: { source: string; colors: 0 | 1 },
  { kind, noun }: { kind: Kind; noun: Noun },
  random: Random,
): Edit | Removal {
  const edit = { source, which, strength: 1, span: [0, 0] as [number, number] };
  if (kind === 'removal') return { kind: 'removal', source, which, span: [0, 0] };
  if (kind === 'object') {
    const isColored = random() < COLORED;
    return isColored
      ? { ...edit, kind: 'both', target: `${newColor({ ...object, noun }, random)} ${noun}` }
      : { ...edit, kind: 'object', target: noun };
  }
  const target = kind === 'color' ? newColor(object, random) : newMaterial(object, random);
  // `pink cat→red` is a red cat, `pink cat→golden` a golden one, and `pink cat→dotted` a pink dotted one.
  const takes = named === 1 && (kind === 'color' || hasOwnColor(target)) ? 0 : named;
  return { ...edit, kind: 'attribute', target, ...(named === 1 && { replaces: [takes, 1] }) };
}

const hasOwnColor = (target: string) => target === 'wooden' || target === 'golden';
const newColor = ({ noun, color }: SceneObject, random: Random): Color =>
  pick(
    random,
    colors.filter((other) => other !== color && other !== USUAL[noun]),
  );
const newMaterial = ({ material }: SceneObject, random: Random): Material =>
  pick(
    random,
    materials.filter((other) => other !== material),
  );
