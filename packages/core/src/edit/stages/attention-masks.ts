import { type Change, namesThing } from '@dualedit/foundation';
import { isSameSquare, wholeSquare } from '../../image/square.js';
import { attentionMasks } from '../../masks/attention-masks.js';
import { masksFound, withUnnamed } from './masks-known.js';
import { squareTrajectory } from './square-trajectory.js';
import type { PlannedStage } from './stage.js';

/** Steps of the trajectory at which attention is read. */
const MAPS_READ = 5;
const ATTENTION_MAPS = 1.1;

/**
 * Masks by the model's own attention, read from the trajectory of the whole picture. Masks that the request brings are
 * used instead of those that are found.
 */
export const attentionStages = (steps: number): PlannedStage[] => [
  {
    name: 'invert',
    programs: ['denoise'],
    costs: Array<number>(steps).fill(1),
    run: async (work, onStep) => {
      // What attention cannot find is refused before it is looked for.
      withUnnamed(work, [], undefined);
      const whole = wholeSquare(work.request.picture);
      const { inverted } = work;
      work.trajectory =
        inverted && isSameSquare(inverted.region, whole)
          ? inverted
          : await squareTrajectory(work, whole, { onStep });
    },
  },
  {
    name: 'segment',
    programs: ['attention maps'],
    costs: [MAPS_READ * ATTENTION_MAPS],
    run: async (work) => {
      const { model, request, words, text, trajectory } = work;
      const wanted = request.edits.filter(namesThing);
      const phrases = wanted.map((edit) => words.aligned.edits[request.edits.indexOf(edit)]!.sourceTokens);
      const asked = {
        picture: request.picture,
        edits: wanted,
        phrases,
        text: text!.source,
        square: trajectory!,
      };
      const found = await attentionMasks(model.programs, { ...asked, signal: request.signal });
      const masks = request.edits.map((edit) => found[(wanted as readonly Change[]).indexOf(edit)]);
      await masksFound(work, masks);
    },
  },
];
