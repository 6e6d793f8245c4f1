import { boxIou, type Corners } from '../detectors/detection.js';
import type { Embedded, Proposal } from './sam.js';

/**
 * The proposal for a box that the model trusts and that fills the box: of a hat's box, the hat rather than
 * its band or its wearer.
 */
export function chooseProposal(proposals: readonly Proposal[], box: Corners, embedded: Embedded): Proposal {
  const worth = (proposal: Proposal) => proposal.iou * boxIou(extentOf(proposal, embedded), box);
  return proposals.reduce((best, proposal) => (worth(proposal) > worth(best) ? proposal : best));
}

/** The box around the proposal's mask, in pixels of the picture. */
export function extentOf({ logits }: Proposal, { shown, picture }: Embedded): Corners {
  let [left, top, right, bottom] = [logits.width, logits.height, 0, 0];
  for (let y = 0; y < logits.height; y++) {
    for (let x = 0; x < logits.width; x++) {
      if (logits.data[y * logits.width + x]! <= 0) continue;
      left = Math.min(left, x);
      right = Math.max(right, x + 1);
      top = Math.min(top, y);
      bottom = Math.max(bottom, y + 1);
    }
  }
  const cell = {
    x: picture.width / (shown.x * logits.width),
    y: picture.height / (shown.y * logits.height),
  };
  return [left * cell.x, top * cell.y, right * cell.x, bottom * cell.y];
}
