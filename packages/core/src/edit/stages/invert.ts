import { settleOverlaps, uniteMasks } from '@dualedit/foundation';
import { chooseSquare, cutMask, isSameSquare } from '../../image/square.js';
import { INVERSIONS } from '../../inversions/inversions.js';
import { namedThings } from '../named-things.js';
import { type ResolvedSettings, runSettings } from '../resolve.js';
import { squareTrajectory } from './square-trajectory.js';
import type { PlannedStage } from './stage.js';

/** The trajectory to noise of the square that the masks need, and what the chosen inversion makes of it. */
export function invertStages(resolved: ResolvedSettings): PlannedStage[] {
  const { inversion: name, seed } = resolved;
  const { steps, guidanceScale } = runSettings(resolved);
  const method = INVERSIONS[name];
  const toNoise: PlannedStage = {
    name: 'invert',
    programs: method.keepsTrajectory ? ['denoise'] : [],
    costs: method.keepsTrajectory ? Array<number>(steps).fill(1) : [],
    run: async (work, onStep) => {
      const square = chooseSquare(work.request.picture, uniteMasks(work.masks!), work.model.pictureSize);
      if (work.trajectory && isSameSquare(work.trajectory.region, square)) return;
      work.trajectory = await squareTrajectory(work, square, { isNeeded: method.keepsTrajectory, onStep });
    },
  };
  const invert: PlannedStage = {
    name: 'invert',
    programs: ['denoise', ...method.gradients],
    costs: method.cost === 0 ? [] : Array<number>(steps).fill(method.cost),
    run: async (work, onStep) => {
      const { model, text, request, words, masks } = work;
      const square = work.trajectory!;
      const { path, trajectory, region } = square;
      const inversion = await method.invert({
        programs: model.programs,
        path,
        trajectory,
        text: text!,
        ...(method.learnsWords && {
          words: {
            ids: words.aligned.sourceIds,
            things: namedThings(
              request.edits,
              words,
              model.tokenizer,
              settleOverlaps(masks!).map((mask) => cutMask(mask, region)),
            ),
            embeddings: model.tokenEmbeddings,
          },
        }),
        textInput: model.signature.text,
        guidanceScale,
        seed,
        onStep,
        signal: request.signal,
      });
      work.inverted = { ...square, name, inversion };
    },
  };
  return [toNoise, invert];
}
