import type { OnProgress } from '@dualedit/foundation';
import { boxInWhole } from './large/whole-result.js';
import type { EditPlan } from './plan.js';
import { type Preview, Stopwatch } from './progress.js';
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
    await watch.stage(index, (onStep) =>
      stage.run(work, (done, total, preview) => onStep(done, total, preview && inPicture(preview, work))),
    );
  }
  return watch.timings();
}

/** A preview of a part of a large picture, as one of the picture. */
function inPicture({ picture, area }: Preview, { zoom, request }: Work): Preview {
  return zoom
    ? { picture, area: boxInWhole(area, { box: zoom.box, size: request.picture }) }
    : { picture, area };
}
