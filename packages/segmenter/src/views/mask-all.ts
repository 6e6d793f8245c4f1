import { maskBox, type Picture, throwIfAborted } from '@dualedit/foundation';
import type { Corners } from '../detectors/detection.js';
import type { Instance } from '../instance.js';
import { distinct } from '../masks/distinct.js';
import { settleInstances } from '../masks/settle.js';
import { chooseProposal } from '../sam/choose.js';
import type { Sam } from '../sam/sam.js';
import { embedView, maskOfProposal } from './mask-view.js';
import type { Seen } from './merge.js';
import { isSameView } from './views.js';

/**
 * The masks of all things of all phrases. Each view is encoded once and decoded in one run. Pixels that two things claim
 * go to the smaller of them.
 */
export async function maskAll(
  sam: Sam,
  picture: Picture,
  found: readonly (readonly Seen[])[],
  signal: AbortSignal | undefined,
): Promise<Instance[][]> {
  const instances = new Map<Seen, Instance>();
  for (const group of byView(found.flat())) {
    throwIfAborted(signal);
    const { view } = group[0]!;
    const embedded = await embedView(sam, picture, view);
    const boxes = group.map(
      ({ corners: [left, top, right, bottom] }): Corners => [
        left - view.left,
        top - view.top,
        right - view.left,
        bottom - view.top,
      ],
    );
    const proposals = await sam.byBoxes(embedded.embedded, boxes);
    for (const [i, seen] of group.entries()) {
      const chosen = chooseProposal(proposals[i]!, boxes[i]!, embedded.embedded);
      const mask = await maskOfProposal(chosen, embedded);
      const box = maskBox(mask);
      if (box) instances.set(seen, { mask, box, score: seen.score });
    }
  }
  throwIfAborted(signal);
  return settleInstances(found.map((mine) => distinct(mine.flatMap((seen) => instances.get(seen) ?? []))));
}

function byView(found: readonly Seen[]): Seen[][] {
  const groups: Seen[][] = [];
  for (const seen of found) {
    const group = groups.find(([first]) => isSameView(first!.view, seen.view));
    if (group) group.push(seen);
    else groups.push([seen]);
  }
  return groups;
}
