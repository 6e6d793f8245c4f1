import { type Checks, hasFailed, isKept, type Picture } from '@dualedit/foundation';
import { sampleMask } from '../../image/place-mask.js';
import { cutSquare } from '../../image/square.js';
import { keptThings } from '../../seen/changed.js';
import { kindOf } from '../changes/kinds.js';
import type { Work } from '../work.js';

/** What a look at a result says of each edit, and of what was to stay. */
export async function checksOf(work: Work, picture: Picture): Promise<Checks> {
  const { request, masks, pasted, unnamed, inverted, maskSource, model, parts, worn = [] } = work;
  const { edits, image, signal } = request;
  const { region, seen: before } = inverted!;
  const after = await cutSquare(picture, region, model.pictureSize);
  const names = edits.flatMap((edit) => kindOf(edit).names(edit));
  const things = (await maskSource?.find(after, { edits: [], names, ...(signal && { signal }) }))?.things;
  const hasBackground = edits.some(({ kind }) => kind === 'background');
  const background = hasBackground ? await parts.backgroundOf(picture) : undefined;
  const checks = edits.map((edit, i) => {
    const check = kindOf(edit).check(edit, {
      before,
      after,
      old: sampleMask(masks![i]!, region, after.width),
      area: sampleMask(pasted![i]!, region, after.width),
      things,
      colors: model.pack.words?.colors,
      background,
    });
    return worn[i]?.length ? { ...check, with: worn[i] } : check;
  });
  const kept = request.protect === false ? [] : keptThings(image, picture, unnamed!);
  return { edits: checks, kept, passed: !checks.some(hasFailed) && kept.every(isKept) };
}
