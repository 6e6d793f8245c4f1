import { averageMask, type Mask, uniteMasks } from '@dualedit/foundation';
import { gaussian } from '../../family/gaussian.js';
import { fillFromAround } from '../../image/fill.js';
import { sampleMask } from '../../image/place-mask.js';
import { grow } from '../../image/window.js';
import type { Fresh } from '../../methods/method.js';
import { isOn } from '../../seen/prompt.js';
import { drawingsOf } from '../changes/drawings.js';
import type { Work } from '../work.js';

/**
 * What the latent begins with where a change has it from its surroundings: the picture with those places filled from
 * around them, and noise of its own, so that nothing of the old thing shines through.
 */
export async function fromSurroundings(work: Work): Promise<Fresh | undefined> {
  const { request, model, inverted, reach } = work;
  const { region, seen } = inverted!;
  const { width, height } = model.latent;
  const drawings = drawingsOf({ edits: request.edits, masks: work.masks!, unnamed: work.unnamed! });
  const holes = drawings.flatMap(({ from }, i) =>
    from === 'surroundings' ? [sampleMask(reach!.near[i]!, region, seen.width)] : [],
  );
  if (holes.length === 0) return undefined;
  const hole = uniteMasks(holes);
  // Other things are not what would be seen behind the one that is gone, unless it lies on them.
  const others = [...work.unnamed!.map(({ mask }) => mask), ...work.masks!]
    .map((mask) => sampleMask(mask, region, seen.width))
    .filter((mask) => mask.data.some((value) => value > 127) && !isOn({ mask: hole }, { mask }));
  const filled = fillFromAround(seen, leavingSome(uniteMasks([hole, ...others]), hole));
  const original = await model.autoencoder.encode(filled);
  return {
    original,
    noise: gaussian(original.length, work.resolved.seed),
    cells: grow(
      averageMask(hole, width, height).map((share) => Number(share >= 0.5)),
      width,
      height,
      1,
    ),
  };
}

/** The first mask, or the second if the first leaves nothing. */
function leavingSome(all: Mask, hole: Mask): Mask {
  return all.data.every((value) => value > 127) ? hole : all;
}
