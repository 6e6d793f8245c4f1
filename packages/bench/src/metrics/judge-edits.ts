import { type Box, type Mask, maskBox, type Picture, uniteMasks } from '@dualedit/foundation';
import type { Looks, TrueEdit, Truth } from '../data/item.js';
import type { Judge } from '../networks/judge.js';
import { nameBackground } from './background-name.js';

type ThingEdit = Extract<TrueEdit, { object: number }>;

/**
 * Whether each edit of a picture came out, in the order of `truth.edits`. See {@link EDIT_METRICS} for what that means.
 * @returns none if the data set does not say what its edits ask for
 */
export async function judgeEdits(picture: Picture, truth: Truth, judge: Judge): Promise<boolean[]> {
  const right: boolean[] = [];
  for (const [at, edit] of (truth.edits ?? []).entries()) {
    switch (edit.kind) {
      case 'removal':
        right.push(await isGone(picture, truth, edit.place, judge));
        break;
      case 'background':
        right.push(nameBackground(picture, truth.masks[at]!, edit.renderings) === edit.background);
        break;
      default:
        right.push(await isThere(picture, truth, edit, judge));
    }
  }
  return right;
}

/** A new thing may be as large as the old one was, or as the true one is: it is right in any of these boxes. */
async function isThere(
  picture: Picture,
  { objects }: Truth,
  { object, asks }: ThingEdit,
  judge: Judge,
): Promise<boolean> {
  const { before, after } = objects[object]!;
  const seen = await judge.objects(picture, boxesOf([after, before, uniteMasks([before, after])]));
  return seen.some((looks) => says(looks, asks));
}

const says = (looks: Looks, asks: Partial<Looks>) =>
  (Object.keys(asks) as (keyof Looks)[]).every((look) => looks[look] === asks[look]);

async function isGone(picture: Picture, truth: Truth, place: Mask, judge: Judge): Promise<boolean> {
  const box = boxesOf([place]);
  const [seen] = await judge.objects(picture, box);
  const [wanted] = await judge.objects(truth.picture, box);
  return seen!.noun === wanted!.noun;
}

/** Of what is not seen at all there is no box. */
export const boxesOf = (masks: readonly Mask[]): Box[] =>
  masks.map(maskBox).filter((box) => box !== undefined);
