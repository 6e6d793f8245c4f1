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
  /** Of a stage that few edits need: its cost at most, in plain runs of the denoiser. Not in `costs`. */
  spare?: number;
  /** Whether there is anything to do, by what earlier stages found; there always is if absent. */
  isNeeded?(work: Work): boolean;
  run(work: Work, onStep: OnStep): Promise<void>;
}

/** The programs that stages run, each once. */
export function programsOf(stages: readonly PlannedStage[]): ProgramUse[] {
  return [...new Set(stages.flatMap(({ programs }) => programs))];
}

/** What stages are expected to cost together, in plain runs of the denoiser. */
export function costOf(stages: readonly Pick<PlannedStage, 'costs'>[]): number {
  return stages.flatMap(({ costs }) => costs).reduce((sum, cost) => sum + cost, 0);
}

/** Runs stages one after the other. What is done is reported in plain runs of the denoiser, of all of them. */
export async function runStages(stages: readonly PlannedStage[], work: Work, onStep: OnStep): Promise<void> {
  const total = costOf(stages);
  for (const [i, stage] of stages.entries()) {
    const [before, cost] = [costOf(stages.slice(0, i)), costOf([stage])];
    await stage.run(work, (done, steps, preview) => onStep(before + (cost * done) / steps, total, preview));
  }
}
