import { renderMasks, renderScene, type Scene, type SceneObject, vocabulary } from '@dualedit/diorama';
import { type Mask, uniteMasks } from '@dualedit/foundation';
import type { LoadedItem, TrueEdit, TrueObject } from '../item.js';
import { emptyMaskLike, looks } from '../looks.js';
import type { DrawnChange } from './draw-changes.js';

/** One item before it is drawn. */
export interface Planned {
  before: Scene;
  after: Scene;
  changes: readonly DrawnChange[];
  /** What the background becomes, if it is edited: the last edit. */
  background?: string;
}

/** Draws an item: picture, masks, and the true answer. */
export async function draw(planned: Planned, size: number): Promise<LoadedItem> {
  const { before, after, changes, background } = planned;
  const [old, now] = [await renderMasks(before, size), await renderMasks(after, size)];
  const oldOf = (id: number) => old[before.objects.findIndex((object) => object.id === id)]!.visible;
  const nowOf = (id: number) => now[after.objects.findIndex((object) => object.id === id)]?.visible;
  // What is removed has the background behind it.
  const stays = after.objects.map(({ id }) => oldOf(id));
  const places = background === undefined ? [] : [everythingBut(stays, old[0]!.visible)];
  const behind =
    background === undefined
      ? []
      : [
          everythingBut(
            now.map(({ visible }) => visible),
            old[0]!.visible,
          ),
        ];
  return {
    picture: await renderScene(before, size),
    masks: [...changes.map(({ id }) => oldOf(id)), ...places],
    truth: {
      picture: await renderScene(after, size),
      masks: [...changes.map(({ id }) => nowOf(id) ?? emptyMaskLike(oldOf(id))), ...behind],
      objects: after.objects.map((object, i) =>
        trueObject(object, before, oldOf(object.id), now[i]!.visible),
      ),
      edits: [
        ...changes.map(({ id, kind, change }): TrueEdit => {
          if (kind === 'removal')
            return { kind, noun: before.objects.find((one) => one.id === id)!.noun, place: oldOf(id) };
          const object = after.objects.findIndex((one) => one.id === id);
          return { kind, object, asks: asked(kind, change.kind === 'both', after.objects[object]!) };
        }),
        ...(background === undefined ? [] : [await backgroundTruth(after, background, size)]),
      ],
    },
  };
}

function trueObject(object: SceneObject, before: Scene, old: Mask, now: Mask): TrueObject {
  const was = looks(before.objects.find(({ id }) => id === object.id)!);
  const is = looks(object);
  const changes = {
    noun: is.noun !== was.noun,
    color: is.color !== was.color,
    material: is.material !== was.material,
  };
  return { ...is, before: old, after: now, changes };
}

/** What of a thing an edit speaks of. */
function asked(kind: 'object' | 'color' | 'material', isColored: boolean, object: SceneObject) {
  const { noun, color, material } = looks(object);
  if (kind === 'object') return isColored ? { noun, color } : { noun };
  // A thing that is recolored or of another material is to be the same kind of thing.
  return kind === 'color' ? { noun, color } : { noun, material };
}

async function backgroundTruth(after: Scene, background: string, size: number): Promise<TrueEdit> {
  const { backgrounds } = vocabulary('full');
  const pictures = await Promise.all(
    backgrounds.map((name) => renderScene({ ...after, background: name }, size)),
  );
  return {
    kind: 'background',
    background,
    renderings: new Map(backgrounds.map((name, i) => [name, pictures[i]!])),
  };
}

/** The background behind these things; `like` is any mask of its size. */
export function everythingBut(things: readonly Mask[], like: Mask): Mask {
  const seen = things.length === 0 ? emptyMaskLike(like) : uniteMasks(things);
  return { ...seen, data: seen.data.map((value) => 255 - value) };
}
