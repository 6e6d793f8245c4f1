import type { Stage } from '@dualedit/foundation';
import type { ProgramUse } from '../../programs/programs.js';
import type { OnStep } from '../progress.js';
import type { Work } from '../work.js';

/** A stretch of an edit: what it runs, and what each of its steps is expected to cost. */
export interface PlannedStage {
  name: Stage;
  programs: readonly ProgramUse[];
  /** In plain runs of the denoiser. */
  costs: readonly number[];
  /** Whether there is anything to do, by what earlier stages found; there always is if absent. */
  isNeeded?(work: Work): boolean;
  run(work: Work, onStep: OnStep): Promise<void>;
}

/** The programs that stages run, each once. */
export function programsOf(stages: readonly PlannedStage[]): ProgramUse[] {
  return [...new Set(stages.flatMap(({ programs }) => programs))];
}
