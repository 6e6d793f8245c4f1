import { conditionWords } from '../words.js';
import { describe } from './describe.js';
import { allMasksGiven, masksKnown } from './masks-known.js';
import { type PlannedStage, programsOf } from './stage.js';

/** Opening the models, if their programs are in the cache. */
export const LOAD = 20;

/** Opens all that the later stages run, so that they are running alone; first the words, then the programs. */
export function loadStage(later: readonly PlannedStage[]): PlannedStage {
  const programs = programsOf(later);
  return {
    name: 'load',
    programs,
    costs: [LOAD],
    run: async (work) => {
      await work.requireMemory(programs);
      work.words = await describe(work);
      work.text = await conditionWords(work.model, work.words, work.resolved.settings.guidanceScale);
      await work.model.programs.open(programs);
      const given = work.masks ? undefined : allMasksGiven(work.request);
      if (given) await masksKnown(work, given);
    },
  };
}
