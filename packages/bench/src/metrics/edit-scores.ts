import type { Picture } from '@dualedit/foundation';
import type { TrueEdit, Truth } from '../data/item.js';
import type { Judge } from '../networks/judge.js';
import type { Scores } from './definitions.js';
import { judgeEdits } from './judge-edits.js';
import { leaksOf } from './leaks.js';
import { mean } from './mean.js';

/** The numbers of single edits, for data that say what their edits ask for; else none. */
export async function editScores(picture: Picture, truth: Truth, judge: Judge): Promise<Scores> {
  const { edits } = truth;
  if (!edits) return {};
  const right = await judgeEdits(picture, truth, judge);
  const leaks = await leaksOf(picture, truth, judge);
  const ofKind = (kind: TrueEdit['kind']) => shareOf(right.filter((_, i) => edits[i]!.kind === kind));
  return {
    pictureRight: Number(right.every(Boolean)),
    editsRight: shareOf(right),
    objectRight: ofKind('object'),
    colorRight: ofKind('color'),
    materialRight: ofKind('material'),
    removalRight: ofKind('removal'),
    backgroundRight: ofKind('background'),
    leakTargets: shareOf(leaks.targets),
    leakUnnamed: shareOf(leaks.unnamed),
  };
}

const shareOf = (answers: readonly boolean[]) => mean(answers.map(Number));
