import type { Judge } from '@dualedit/bench';
import { type Box, type Mask, maskBox, type Picture } from '@dualedit/foundation';

/** The judges were taught pictures of this size. */
export const JUDGE_SIZE = 128;

/**
 * What a judge sees where a thing should be: it is right in the box of any of these masks.
 * @param picture of {@link JUDGE_SIZE}
 */
export async function nounIn(
  judge: Judge,
  picture: Picture,
  { wanted, masks }: { wanted: string; masks: readonly Mask[] },
): Promise<string> {
  const seen = await judge.objects(picture, masks.map(boxOf));
  return (seen.find((verdict) => verdict.noun === wanted) ?? seen[0]!).noun;
}

/** The tight box of what is seen, in a picture of the judge's size. */
function boxOf(mask: Mask): Box {
  const { left, top, width, height } = maskBox(mask)!;
  const scale = JUDGE_SIZE / mask.width;
  return { left: left * scale, top: top * scale, width: width * scale, height: height * scale };
}
