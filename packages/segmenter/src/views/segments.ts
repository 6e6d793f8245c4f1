import { type Mask, maskBox, type Picture, type Segment } from '@dualedit/foundation';
import { gridIn } from '../sam/grid.js';
import { proposalsAt } from '../sam/proposals.js';
import type { Sam } from '../sam/sam.js';
import { embedView, maskOfProposal } from './mask-view.js';
import { squareAround } from './views.js';

/**
 * Whatever stands out at the places that a mask marks. Empty if the mask decoder takes no points.
 * @throws DualeditError `aborted`
 */
export async function segmentsIn(
  sam: Sam,
  picture: Picture,
  within: Mask,
  signal: AbortSignal | undefined,
): Promise<Segment[]> {
  const box = maskBox(within);
  if (!box || !sam.takesPoints) return [];
  const view = squareAround(box, picture);
  const seen = await embedView(sam, picture, view);
  const points = gridIn(within).map((point) => ({ ...point, x: point.x - view.left, y: point.y - view.top }));
  const proposals = await proposalsAt(sam, seen.embedded, points, signal);
  const masks = await Promise.all(proposals.map((proposal) => maskOfProposal(proposal, seen)));
  return masks
    .map((mask, i) => ({ mask, score: proposals[i]!.iou }))
    .filter(({ mask }) => maskBox(mask) !== undefined);
}
