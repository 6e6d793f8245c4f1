import { DRAWINGS } from './draw/drawings.js';
import { objectPhrase, PLACE_PHRASES, withArticle } from './phrase.js';
import type { Scene, SceneObject } from './scene.js';

/** An object on the ground with what it wears. */
interface Group {
  object: SceneObject;
  worn: SceneObject[];
  depth: number;
}

/**
 * The scene in words, in three to six phrasings, the fullest first; two if there is nothing in it. Each names
 * every object with its colour and material if it has one; lower case, no punctuation.
 */
export function captions(scene: Scene): string[] {
  const groups = groupsOf(scene);
  const [here, alsoHere] = PLACE_PHRASES[scene.background];
  if (groups.length === 0) return [here, alsoHere];
  const related = relate(groups, 'wearing');
  return [
    ...new Set([
      `${related} ${here}`,
      `${list(groups, 'with')} ${alsoHere}`,
      `a picture of ${related}`,
      `${relate([...groups].reverse(), 'in')} ${here}`,
      `${beside(groups)} ${alsoHere}`,
      `there is ${list(groups, 'wearing')} ${here}`,
    ]),
  ];
}

/** Animals before things, the frontmost first. */
function groupsOf({ objects }: Scene): Group[] {
  return objects
    .map((object, depth) => ({ object, depth, worn: objects.filter(({ wornBy }) => wornBy === object.id) }))
    .filter(({ object }) => object.wornBy === undefined)
    .sort((a, b) => Number(b.worn.length > 0) - Number(a.worn.length > 0) || b.depth - a.depth);
}

function named({ object, worn }: Group, joint: string): string {
  const phrases = [object, ...worn].map((thing) => withArticle(objectPhrase(thing)));
  return worn.length === 0 ? phrases[0]! : `${phrases[0]} ${joint} ${phrases.slice(1).join(' and ')}`;
}

const list = (groups: Group[], joint: string) => groups.map((group) => named(group, joint)).join(' and ');

/** Names the first two by how they stand to each other, and any others after them. */
function relate(groups: Group[], joint: string): string {
  const [first, second, ...others] = groups;
  if (!(first && second)) return list(groups, joint);
  return [`${named(first, joint)} ${relation(first, second)} ${named(second, joint)}`, list(others, joint)]
    .filter((text) => text !== '')
    .join(' and ');
}

function relation(a: Group, b: Group): string {
  const reach = (width(a) + width(b)) / 2;
  if (Math.abs(a.object.x - b.object.x) > reach * 0.9) return 'next to';
  return a.depth > b.depth ? 'in front of' : 'behind';
}

const width = ({ object }: Group) => (DRAWINGS[object.noun].width * object.size) / 100;

/** By left and right; alone, what it wears comes first. */
function beside(groups: Group[]): string {
  const [first, second] = groups as [Group, Group?];
  if (second) {
    const side = first.object.x < second.object.x ? 'left' : 'right';
    return `${named(first, 'with')} to the ${side} of ${list(groups.slice(1), 'with')}`;
  }
  if (first.worn.length === 0) return named(first, 'with');
  return `${first.worn.map((thing) => withArticle(objectPhrase(thing))).join(' and ')} on ${withArticle(objectPhrase(first.object))}`;
}
