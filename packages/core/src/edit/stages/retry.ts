import { hasFailed, type SeenThing, targetPhrase } from '@dualedit/foundation';
import { cutSquare } from '../../image/square.js';
import type { InjectionSchedule } from '../../surgery/gates.js';
import { kindOf } from '../changes/kinds.js';
import type { OnStep } from '../progress.js';
import type { ResolvedSettings } from '../resolve.js';
import { conditionWords, readWords } from '../words.js';
import type { Work } from '../work.js';
import { checksOf } from './checks.js';
import { composeStage } from './compose.js';
import { decodeStage } from './decode.js';
import { describe } from './describe.js';
import { editStage } from './edit.js';
import { invertStages } from './invert.js';
import { lookAgain } from './look-again.js';
import type { PlannedStage } from './stage.js';

/** How much stronger an edit is tried that did not come out. */
const STRONGER = 1.5;
const STRONGEST = 2;
/** Less of the original's attention, so that another shape is possible. */
const FREER: InjectionSchedule = { cross: 0.4, self: 0.2, selfInsideObjects: 0 };

/**
 * One more try of what did not come out, at most as long as the edit itself: what failed beside edits that came out is
 * tried alone, on the result; what failed all together is tried stronger, unless the request says how strong, and with
 * less of the original's attention. The better result by its checks is kept.
 */
export function retryStage(resolved: ResolvedSettings): PlannedStage {
  return {
    name: 'retry',
    programs: [],
    // Few edits need it: progress does not reckon with it.
    costs: [],
    isNeeded: (work) => work.request.retry !== false && failuresOf(work) > 0,
    run: async (work, onStep) => {
      const isAll = failuresOf(work) === work.request.edits.length;
      const next = isAll ? await stronger(work, resolved, onStep) : await apart(work, resolved, onStep);
      if (failuresOf(next) < failuresOf(work)) Object.assign(work, next);
    },
  };
}

const failuresOf = ({ checks }: Pick<Work, 'checks'>) => checks!.edits.filter(hasFailed).length;

async function stronger(work: Work, resolved: ResolvedSettings, onStep: OnStep): Promise<Partial<Work>> {
  const most = work.request.strength === undefined ? Math.min(STRONGER, STRONGEST / resolved.strength) : 1;
  const settings = { ...resolved.settings, injection: FREER };
  const factors = factorsOf(work).map((factor) => factor ?? most);
  const again: Work = { ...work, factors, resolved: { ...resolved, settings } };
  for (const stage of [
    editStage(resolved),
    decodeStage,
    composeStage({ details: work.request.details ?? false }),
  ]) {
    await stage.run(again, onStep);
  }
  return { ...again, resolved, retried: 'stronger' };
}

/** By how much each edit should be stronger, where its kind says so. */
function factorsOf({ request, checks }: Work): (number | undefined)[] {
  return request.edits.map((edit, i) => kindOf(edit).again?.(checks!.edits[i]!));
}

/** What failed, alone, on what came out. */
async function apart(work: Work, resolved: ResolvedSettings, onStep: OnStep): Promise<Partial<Work>> {
  const { request, model } = work;
  const failed = request.edits.map((_, i) => hasFailed(work.checks!.edits[i]!));
  const done = request.edits.flatMap((edit, i): SeenThing[] =>
    failed[i] ? [] : [{ name: targetPhrase(edit), mask: work.pasted![i]!, score: 1 }],
  );
  const edits = request.edits.filter((_, i) => failed[i]);
  const { prompt: _, ...rest } = request;
  const again: Work = {
    model,
    parts: work.parts,
    maskSource: work.maskSource,
    requireMemory: work.requireMemory,
    path: work.path,
    resolved,
    request: { ...rest, edits, image: work.made!.picture },
    words: readWords(model.pack, model.tokenizer, { edits }),
    masks: work.masks!.filter((_, i) => failed[i]),
    unnamed: [...work.unnamed!, ...done],
    factors: factorsOf(work).filter((_, i) => failed[i]),
    ...(work.worn && { worn: work.worn.filter((_, i) => failed[i]) }),
  };
  again.words = await describe(again);
  again.text = await conditionWords(model, again.words);
  const stages = [
    ...invertStages(resolved),
    editStage(resolved),
    decodeStage,
    composeStage({ details: false }),
  ];
  for (const stage of stages) await stage.run(again, onStep);
  const pasted = work.pasted!.map((mask, i) =>
    failed[i] ? again.pasted![edits.indexOf(request.edits[i]!)]! : mask,
  );
  const { picture } = again.made!;
  const square = await cutSquare(picture, work.inverted!.region, model.pictureSize);
  const checks = await checksOf({ ...work, pasted }, picture, await lookAgain(work, square));
  const metrics = {
    ...work.made!.metrics,
    unetRuns: work.made!.metrics.unetRuns + again.made!.metrics.unetRuns,
  };
  return { pasted, checks, made: { ...work.made!, picture, metrics }, retried: 'apart' };
}
