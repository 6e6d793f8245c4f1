import {
  type Box,
  type Change,
  cropPicture,
  type Mask,
  maskBox,
  type Picture,
  targetPhrase,
  uniteMasks,
} from '@dualedit/foundation';
import type { LoadedItem, Truth } from '../data/item.js';
import { stays } from '../data/looks.js';
import type { Clip } from '../networks/clip.js';
import type { Judge } from '../networks/judge.js';
import { changedShare } from './changed.js';
import type { Scores } from './definitions.js';
import { editScores } from './edit-scores.js';
import { meanSquaredError, psnr } from './error.js';
import { leakageScores } from './leakage.js';
import { mean } from './mean.js';
import { msSsim } from './ms-ssim.js';
import { featureDistance } from './perceptual.js';
import { combine, grown, inside, outside, type Selection } from './pixels.js';
import { ssim } from './ssim.js';
import { dot, structureDistance } from './structure.js';

/** Width of the seam at the outline of what is edited, as a share of the picture's shorter side. */
const SEAM = 1 / 64;

/** The networks that are at hand; what needs another one is null. */
export interface Networks {
  clip?: Clip | undefined;
  judge?: Judge | undefined;
}

/** A question put to the metrics: how good is `picture` as an answer? */
export interface Candidate {
  picture: Picture;
  item: LoadedItem;
  edits: readonly Change[];
  targetPrompt: string;
  /** The background is looked for here alone; everywhere unless given. */
  within?: Selection;
}

/** All numbers of one picture but those of its making. It must be as large as the item's. */
export async function score(candidate: Candidate, { clip, judge }: Networks): Promise<Scores> {
  return {
    ...pixelScores(candidate),
    ...(clip ? await clipScores(candidate, clip) : {}),
    ...(judge ? await judgeScores(candidate, judge) : {}),
    ...(judge && candidate.item.truth
      ? await editScores(candidate.picture, candidate.item.truth, judge)
      : {}),
    ...(clip
      ? await leakageScores(candidate.picture, { edits: candidate.edits, places: places(candidate) }, clip)
      : {}),
  };
}

/** Where each edit shows: its mask before, and after where that is known. */
function places({ item }: Candidate): Mask[] {
  return item.masks.map((mask, i) => (item.truth ? uniteMasks([mask, item.truth.masks[i]!]) : mask));
}

/** The places of the edits of things, with their edits. Of another background, no pixel has one true answer. */
function thingPlaces(candidate: Candidate): { mask: Mask; edit: Change }[] {
  return places(candidate)
    .map((mask, i) => ({ mask, edit: candidate.edits[i]! }))
    .filter(({ edit }) => edit.kind !== 'background');
}

/** The pixels of the edited things; none if only the background is edited. */
function editedThings(candidate: Candidate): Selection {
  const masks = thingPlaces(candidate).map(({ mask }) => mask);
  return masks.length > 0 ? inside(masks) : backgroundOf(candidate).map(() => 0);
}

function backgroundOf(candidate: Candidate): Selection {
  const { within } = candidate;
  return outside(places(candidate)).map((value, i) => (within ? value * within[i]! : value));
}

function pixelScores(candidate: Candidate): Scores {
  const { picture, item } = candidate;
  const background = backgroundOf(candidate);
  const error = meanSquaredError(item.picture, picture, background);
  const truth = item.truth && meanSquaredError(item.truth.picture, picture, editedThings(candidate));
  return {
    bgMse: error === null ? null : error * 1e4,
    bgPsnr: psnr(error),
    bgSsim: ssim(item.picture, picture, background),
    msSsim: msSsim(item.picture, picture),
    truthRmse: truth == null ? null : Math.sqrt(truth),
    ...changedScores(candidate),
  };
}

/** What changed of what was to stay. Where an edit shows is its own, also where it lies on another thing. */
function changedScores(candidate: Candidate): Scores {
  const { picture, item, within } = candidate;
  const { width, height } = picture;
  const edited = inside(places(candidate));
  const unnamed = (item.truth?.objects ?? []).filter(stays);
  const seam = Math.round(SEAM * Math.min(width, height));
  const beyond = grown(edited, width, seam).map((value, i) => (1 - value) * (within?.[i] ?? 1));
  return {
    changedUnnamed:
      unnamed.length === 0
        ? null
        : changedShare(
            item.picture,
            picture,
            inside(unnamed.map(({ before }) => before)).map((value, i) => value * (1 - edited[i]!)),
          ),
    changedOutside: changedShare(item.picture, picture, beyond),
  };
}

async function clipScores(candidate: Candidate, clip: Clip): Promise<Scores> {
  const { picture, item, targetPrompt } = candidate;
  const [before, after] = [await clip.picture(item.picture), await clip.picture(picture)];
  const crops = await Promise.all(
    thingPlaces(candidate).map(async ({ mask, edit }) => {
      const crop = await clip.picture(cropPicture(picture, squareAround(mask)));
      return dot(crop.embedding, await clip.text(`a ${targetPhrase(edit)}`));
    }),
  );
  return {
    clip: dot(after.embedding, await clip.text(targetPrompt)),
    clipObject: mean(crops),
    structure: structureDistance(before.keys, after.keys),
  };
}

async function judgeScores(candidate: Candidate, judge: Judge): Promise<Scores> {
  const { picture, item } = candidate;
  const [background, edited] = [backgroundOf(candidate), editedThings(candidate)];
  const distance = async (a: Picture, b: Picture, where: Uint8Array) =>
    featureDistance(await judge.features(a), await judge.features(b), where, picture.width);
  const { truth } = item;
  return {
    bgFeatures: await distance(item.picture, combine(picture, background, item.picture), background),
    truthFeatures: truth
      ? await distance(truth.picture, combine(picture, edited, truth.picture), edited)
      : null,
    ...(truth ? await verdicts(picture, item.picture, truth, judge) : {}),
  };
}

/** Shares of objects that the judge finds as the edits want them. Objects of which nothing is seen are left out. */
async function verdicts(
  picture: Picture,
  original: Picture,
  { objects: all, removed = [] }: Truth,
  judge: Judge,
): Promise<Scores> {
  const objects = all.filter(({ before, after }) => maskBox(before) && maskBox(after));
  const seen = await judge.objects(
    picture,
    objects.map(({ after }) => maskBox(after)!),
  );
  const was = await judge.objects(
    original,
    objects.map(({ before }) => maskBox(before)!),
  );
  const left = await judge.objects(
    picture,
    removed.map(({ before }) => maskBox(before)!),
  );
  const share = (asked: (object: Truth['objects'][number]) => boolean, right: (at: number) => boolean) =>
    mean(objects.flatMap((object, at) => (asked(object) ? [Number(right(at))] : [])));
  const sameNoun = (at: number) => seen[at]!.noun === objects[at]!.noun;
  return {
    gone: mean(removed.map(({ noun }, at) => Number(left[at]!.noun !== noun))),
    targetObject: share(({ changes }) => changes.noun, sameNoun),
    targetColor: share(
      ({ changes }) => changes.color,
      (at) => seen[at]!.color === objects[at]!.color,
    ),
    sameObject: share(({ changes }) => changes.color && !changes.noun, sameNoun),
    kept: share(stays, (at) => seen[at]!.noun === was[at]!.noun && seen[at]!.color === was[at]!.color),
  };
}

/** The square around a mask and a tenth more on each side, moved and cut so that it lies in the picture. */
export function squareAround(mask: Mask): Box {
  const box = maskBox(mask)!;
  const side = Math.min(Math.round(1.2 * Math.max(box.width, box.height)), mask.width, mask.height);
  const along = (start: number, length: number, whole: number) =>
    Math.max(0, Math.min(whole - side, Math.round(start + length / 2 - side / 2)));
  return {
    left: along(box.left, box.width, mask.width),
    top: along(box.top, box.height, mask.height),
    width: side,
    height: side,
  };
}
