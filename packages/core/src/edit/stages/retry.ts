import { countFailed, DualeditError, hasFailed } from '@dualedit/foundation';
import { METHODS, methodOf } from '../../methods/methods.js';
import { type InjectionSchedule, PUBLISHED_SCHEDULE } from '../../surgery/gates.js';
import { kindOf } from '../changes/kinds.js';
import type { OnStep } from '../progress.js';
import type { ResolvedSettings } from '../resolve.js';
import type { Work } from '../work.js';
import { type Attempt, apartStages, inPlaceStages, tryApart, tryInPlace } from './again.js';
import { costOf, type PlannedStage, programsOf } from './stage.js';

/** How much stronger an edit is tried that did not come out. */
const STRONGER = 1.5;
const STRONGEST = 2;
/** Less of the original's attention, so that another shape is possible. */
const FREER: InjectionSchedule = { cross: 0.4, self: 0.2, selfInsideObjects: 0 };

/**
 * More tries of what did not come out. First, what failed beside edits that came out is tried alone, on the result; what
 * failed all together is tried stronger, unless the request says how strong, and with less of the original's attention.
 * Then, what still fails is tried by another method. The better result by its checks is kept each time.
 */
export function retryStage(resolved: ResolvedSettings): PlannedStage {
  const costs = [resolved, otherMethod(resolved)].map((each) => costOf(apartStages(each)));
  const most = costs.reduce((sum, cost) => sum + cost, 0);
  return {
    name: 'retry',
    programs: [],
    // Few edits need it: progress does not reckon with it before it begins.
    costs: [],
    spare: most,
    isNeeded: (work) => work.request.retry !== false && failuresOf(work) > 0,
    run: async (work, onStep) => {
      const from = (before: number): OnStep => {
        return (done, _, preview) => onStep(before + done, most, preview);
      };
      await attempt(work, firstOf(work, resolved), from(0));
      if (failuresOf(work) === 0 || !canDiffer(work, resolved)) return;
      await attempt(work, secondOf(work, resolved), from(costs[0]!));
    },
  };
}

const failuresOf = ({ checks }: Pick<Work, 'checks'>) => countFailed(checks!);
const isAllFailed = (work: Work) => failuresOf(work) === work.request.edits.length;

/** Takes over the result of an attempt if it is better, unless its programs would not fit in memory. */
async function attempt(work: Work, next: Attempt, onStep: OnStep): Promise<void> {
  const stages = isAllFailed(work) ? inPlaceStages(next.resolved) : apartStages(next.resolved);
  try {
    await work.requireMemory(programsOf(stages));
  } catch (error) {
    if (DualeditError.is(error) && error.code === 'out-of-memory') return;
    throw error;
  }
  const made = isAllFailed(work) ? await tryInPlace(work, next, onStep) : await tryApart(work, next, onStep);
  if (failuresOf(made) < failuresOf(work)) Object.assign(work, made);
}

function firstOf(work: Work, resolved: ResolvedSettings): Attempt {
  if (!isAllFailed(work)) return { retried: 'apart', resolved, factors: factorsOf(work) };
  const settings = { ...resolved.settings, injection: FREER };
  return { retried: 'stronger', resolved: { ...resolved, settings }, factors: strongerOf(work, resolved) };
}

const secondOf = (work: Work, resolved: ResolvedSettings): Attempt => ({
  retried: 'other-method',
  resolved: otherMethod(resolved),
  factors: strongerOf(work, resolved),
});

/**
 * The prompt alone, without losses and without the original's attention in what is to become another thing: losses hold
 * on to a shape as much as attention does. A request for just that is tried with losses.
 */
function otherMethod(resolved: ResolvedSettings): ResolvedSettings {
  const method = resolved.method === 'p2p' ? 'mde' : 'p2p';
  const { lossWeights } = METHODS[method].defaults;
  const injection = { ...PUBLISHED_SCHEDULE, ...resolved.settings.injection, cross: 0, selfInsideObjects: 0 };
  return { ...resolved, method, settings: { ...resolved.settings, lossWeights, injection } };
}

/** Whether another method would do anything else: what takes nothing of the original's attention has no losses to lose. */
function canDiffer({ request, checks }: Work, resolved: ResolvedSettings): boolean {
  if (!methodOf(otherMethod(resolved).method).inversions.includes(resolved.inversion)) return false;
  return request.edits.some(
    (edit, i) => hasFailed(checks!.edits[i]!) && kindOf(edit).drawing.attention !== 'none',
  );
}

/** By how much each edit should be stronger, where its kind says so. */
function factorsOf({ request, checks }: Work): Attempt['factors'] {
  return request.edits.map((edit, i) => kindOf(edit).again?.(checks!.edits[i]!));
}

function strongerOf(work: Work, { strength }: ResolvedSettings): Attempt['factors'] {
  const most = work.request.strength === undefined ? Math.min(STRONGER, STRONGEST / strength) : 1;
  return factorsOf(work).map((factor) => factor ?? most);
}
