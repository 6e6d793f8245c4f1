import { checkMask, type Mask } from '@dualedit/foundation';
import { isSameSquare, wholeSquare } from '../../image/square.js';
import { attentionMasks } from '../../masks/attention-masks.js';
import { checkSeen } from '../check.js';
import type { Work } from '../work.js';
import { LOAD } from './load.js';
import { masksKnown } from './masks-known.js';
import type { PlannedStage } from './stage.js';
import { walkSquare } from './walk.js';

/** Steps of the trajectory at which attention is read. */
const MAPS_READ = 5;
const ATTENTION_MAPS = 1.1;

/** A mask source of its own, its models' loading included. */
const fromSource: PlannedStage = {
  name: 'segment',
  programs: [],
  costs: [LOAD],
  run: async (work) => {
    const { image, edits, signal } = work.request;
    const found = await work.maskSource!.masks(image, edits, signal ? { signal } : {});
    for (const [index, mask] of found.entries()) checkMask(mask, image, edits[index]!.source);
    await masksKnown(work, withGiven(work, found));
  },
};

/** The model's own attention, read from the trajectory of the whole picture. */
const fromAttention = (steps: number): PlannedStage[] => [
  {
    name: 'invert',
    programs: ['denoise'],
    costs: Array<number>(steps).fill(1),
    run: async (work, onStep) => {
      const whole = wholeSquare(work.request.image);
      const { inverted } = work;
      work.walked =
        inverted && isSameSquare(inverted.region, whole) ? inverted : await walkSquare(work, whole, onStep);
    },
  },
  {
    name: 'segment',
    programs: ['attention maps'],
    costs: [MAPS_READ * ATTENTION_MAPS],
    run: async (work) => {
      const { model, request, words, text, walked } = work;
      const found = await attentionMasks(model.programs, {
        picture: request.image,
        edits: request.edits,
        phrases: words.aligned.edits.map(({ sourceTokens }) => sourceTokens),
        text: text!.source,
        walked: walked!,
        signal: request.signal,
      });
      await masksKnown(work, withGiven(work, found));
    },
  },
];

export function maskStages({ hasSource, steps }: { hasSource: boolean; steps: number }): PlannedStage[] {
  return hasSource ? [fromSource] : fromAttention(steps);
}

/**
 * Masks that the request brings are used instead of those that were found. If it brings all of them, its plan has
 * checked them already.
 * @throws DualeditError `mask-hidden`
 */
function withGiven({ request }: Work, found: readonly Mask[]): Mask[] {
  const masks = found.map((mask, index) => request.masks?.[index] ?? mask);
  checkSeen(masks, request.edits);
  return masks;
}
