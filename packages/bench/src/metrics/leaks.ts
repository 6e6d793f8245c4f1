import { maskBox, type Picture } from '@dualedit/foundation';
import type { Looks, TrueEdit, TrueObject, Truth } from '../data/item.js';
import { stays } from '../data/looks.js';
import type { Judge } from '../networks/judge.js';
import { boxesOf } from './judge-edits.js';

export interface Leaks {
  /** Per edited thing: whether it shows what only another edit asks for. Empty with one edit. */
  targets: boolean[];
  /** Per thing that no edit names: whether it shows what some edit asks for. */
  unnamed: boolean[];
}

const LOOKS = ['noun', 'color', 'material'] as const satisfies readonly (keyof Looks)[];

/** What the edits of a picture did to other things than their own, as the judge sees it. */
export async function leaksOf(picture: Picture, truth: Truth, judge: Judge): Promise<Leaks> {
  const edits = truth.edits ?? [];
  const objects = truth.objects.filter(({ after }) => maskBox(after));
  const boxes = boxesOf(objects.map(({ after }) => after));
  const [seen, wanted] = [await judge.objects(picture, boxes), await judge.objects(truth.picture, boxes)];
  const isLeaked = (at: number, asked: Partial<Looks>[]) =>
    LOOKS.some((look) => {
      const [is, should] = [seen[at]![look], wanted[at]![look]];
      return is !== should && asked.some((asks) => asks[look] === is);
    });
  const ownOf = (object: TrueObject) =>
    edits.findIndex((edit) => 'object' in edit && truth.objects[edit.object] === object);
  const over = (isOne: (object: TrueObject) => boolean) =>
    objects.flatMap((object, at) =>
      isOne(object) ? [isLeaked(at, edits.filter((_, i) => i !== ownOf(object)).map(news))] : [],
    );
  return {
    targets: edits.length > 1 ? over((object) => ownOf(object) >= 0) : [],
    unnamed: over((object) => stays(object) && ownOf(object) < 0),
  };
}

/** What an edit brings into the picture: a recolored cat is no new cat. */
function news(edit: TrueEdit): Partial<Looks> {
  if (!('object' in edit)) return {};
  const { noun, ...looks } = edit.asks;
  return edit.kind === 'object' ? { ...looks, ...(noun !== undefined && { noun }) } : looks;
}
