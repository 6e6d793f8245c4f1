import { checkMask, type Edit, type Mask } from '@dualedit/foundation';
import type { ProgramUse } from '../../programs/programs.js';
import { settleOutlines } from '../../seen/outline.js';
import { unnamedThings } from '../../seen/unnamed.js';
import { nounsIn } from '../../text/nouns.js';
import type { Work } from '../work.js';
import { LOAD } from './load.js';
import { masksKnown, withGiven } from './masks-known.js';
import type { PlannedStage } from './stage.js';

/**
 * A look at the picture by the mask source: where the edits' things are, unless the request says it, and what else is
 * there.
 * @param later the programs of later stages, which are refused here if they would not fit in memory
 */
export function lookStage(later: readonly ProgramUse[]): PlannedStage {
  return {
    name: 'segment',
    programs: [],
    costs: [LOAD],
    run: async (work) => {
      await work.requireMemory(later);
      const { image, edits, prompt = '', signal } = work.request;
      const wanted = edits.filter((_, index) => !work.request.masks?.[index]);
      const names = work.model.pack.words ? [] : nounsIn(prompt);
      const found = await work.maskSource!.find(image, { edits: wanted, names, ...(signal && { signal }) });
      const masks = withGiven(work, inOrder(work, wanted, found.masks));
      work.unnamed = settleOutlines(image, unnamedThings(found.things, edits, masks), masks);
      await masksKnown(work, masks);
    },
  };
}

/** One mask per edit of the request; undefined where none was looked for. */
function inOrder({ request }: Work, wanted: readonly Edit[], found: readonly Mask[]): (Mask | undefined)[] {
  for (const [i, mask] of found.entries()) checkMask(mask, request.image, wanted[i]!.source);
  return request.edits.map((edit) => found[wanted.indexOf(edit)]);
}
