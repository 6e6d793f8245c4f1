import { settleOverlaps, uniteMasks } from '@dualedit/foundation';
import { chooseSquare, cutMask, isSameSquare } from '../../image/square.js';
import { INVERSIONS } from '../../inversions/inversions.js';
import { namedThings } from '../named-things.js';
import { type ResolvedSettings, runSettings } from '../resolve.js';
import type { PlannedStage } from './stage.js';
import { walkSquare } from './walk.js';

/** The trajectory to noise of the square that the masks need, and what the chosen inversion makes of it. */
export function invertStages(resolved: ResolvedSettings): PlannedStage[] {
  const { inversion: name, seed } = resolved;
  const { steps, guidanceScale } = runSettings(resolved);
  const method = INVERSIONS[name];
  const walk: PlannedStage = {
    name: 'invert',
    programs: method.keepsTrajectory ? ['denoise'] : [],
    costs: method.keepsTrajectory ? Array<number>(steps).fill(1) : [],
    run: async (work, onStep) => {
      const square = chooseSquare(work.request.picture, uniteMasks(work.masks!), work.model.pictureSize);
      if (work.walked && isSameSquare(work.walked.region, square)) return;
      work.walked = await walkSquare(work, square, { walks: method.keepsTrajectory, onStep });
    },
  };
  const invert: PlannedStage = {
    name: 'invert',
    programs: ['denoise', ...method.gradients],
    costs: method.cost === 0 ? [] : Array<number>(steps).fill(method.cost),
    run: async (work, onStep) => {
      const { model, walked, text, request, words, masks } = work;
      const { path, trajectory } = walked!;
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
              settleOverlaps(masks!).map((mask) => cutMask(mask, walked!.region)),
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
      work.inverted = { ...walked!, name, inversion };
    },
  };
  return [walk, invert];
}
