import { type PointPrompt, throwIfAborted } from '@dualedit/foundation';
import type { Embedded, Proposal, Sam } from './sam.js';

/** Points that the decoder is asked for in one run. */
const AT_ONCE = 12;
/** What the model's own guess of a mask's IoU must reach, and its stability. Small masks of small models reach 0.9. */
const [SURE, STABLE] = [0.85, 0.85];
/** A mask is stable if it is nearly the same with a threshold by so many logits lower or higher (Kirillov et al. 2023). */
const OFFSET = 1;
/** Proposals that overlap by this much are of one thing. */
const SAME = 0.7;

/**
 * The good proposals at points, each once, the surest first: those that the model trusts, that are stable, and that
 * their points are inside of. A point that lies in one that was found is not asked for again.
 * @throws DualeditError `aborted`
 */
export async function proposalsAt(
  sam: Sam,
  embedded: Embedded,
  points: readonly PointPrompt[],
  signal?: AbortSignal,
): Promise<Proposal[]> {
  const found: Proposal[] = [];
  // Each round is spread over the whole place, so that what is large answers most points at once.
  const rounds = Math.ceil(points.length / AT_ONCE);
  for (let round = 0; round < rounds; round++) {
    throwIfAborted(signal);
    const open = points.filter(
      (point, i) => i % rounds === round && !found.some((proposal) => holds(proposal, point, embedded)),
    );
    if (open.length === 0) continue;
    const answers = await sam.byPoints(
      embedded,
      open.map((point) => [point]),
    );
    answers.forEach((proposals, i) => {
      found.push(...proposals.filter((one) => isGood(one) && holds(one, open[i]!, embedded)));
    });
  }
  return once(found);
}

/** Whether a point lies inside. */
function holds({ logits }: Proposal, { x, y }: PointPrompt, { shown, picture }: Embedded): boolean {
  const column = Math.floor((x / picture.width) * shown.x * logits.width);
  const row = Math.floor((y / picture.height) * shown.y * logits.height);
  return logits.data[row * logits.width + column]! > 0;
}

function isGood({ iou, logits: { data } }: Proposal): boolean {
  let [narrow, wide] = [0, 0];
  for (const logit of data) {
    if (logit > OFFSET) narrow++;
    if (logit > -OFFSET) wide++;
  }
  return iou >= SURE && narrow >= STABLE * wide;
}

function once(proposals: readonly Proposal[]): Proposal[] {
  const kept: Proposal[] = [];
  for (const proposal of proposals.toSorted((a, b) => b.iou - a.iou)) {
    if (!kept.some((other) => iou(other, proposal) > SAME)) kept.push(proposal);
  }
  return kept;
}

function iou({ logits: a }: Proposal, { logits: b }: Proposal): number {
  let [both, either] = [0, 0];
  a.data.forEach((logit, i) => {
    const [inA, inB] = [logit > 0, b.data[i]! > 0];
    if (inA && inB) both++;
    if (inA || inB) either++;
  });
  return either === 0 ? 0 : both / either;
}
