import type { OnProgress } from '@dualedit/foundation';
import type { EditPlan } from './plan.js';
import { Stopwatch } from './progress.js';
import type { Work } from './work.js';

/** Runs a plan's stages in order. Returns the seconds by stage, and in all. */
export async function runPlan(
  { stages }: EditPlan,
  work: Work,
  onProgress: OnProgress | undefined,
): Promise<Record<string, number>> {
  const watch = new Stopwatch(onProgress, stages);
  for (const [index, stage] of stages.entries()) {
    if (stage.isNeeded?.(work) === false) continue;
    await watch.stage(index, (onStep) => stage.run(work, onStep));
  }
  return watch.timings();
}
