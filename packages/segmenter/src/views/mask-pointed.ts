import {
  type Box,
  DualeditError,
  maskBox,
  type Picture,
  type Pointing,
  type PointPrompt,
  type Segment,
} from '@dualedit/foundation';
import { boxIou, type Corners } from '../detectors/detection.js';
import { extentOf } from '../sam/choose.js';
import type { Embedded, Proposal, Sam } from '../sam/sam.js';
import { embedView, maskOfProposal } from './mask-view.js';
import { squareWith, viewAround } from './views.js';

/** The side of a view relative to a box in it, at least. */
const CONTEXT = 4;

/**
 * The mask of the one thing that a box, points, or both show, and how sure the model is of its outline.
 * @throws DualeditError `mask-empty`, `model-unsupported`
 */
export async function maskPointed(sam: Sam, picture: Picture, pointing: Pointing): Promise<Segment> {
  const view = viewOf(pointing, picture);
  const seen = await embedView(sam, picture, view);
  const { embedded } = seen;
  const points = (pointing.points ?? []).map((point) => ({
    ...point,
    x: point.x - view.left,
    y: point.y - view.top,
  }));
  const corners = pointing.box && cornersOf(pointing.box, view);
  const byBox = corners ? (await sam.byBoxes(embedded, [corners]))[0]! : [];
  const byPoints = points.some(({ inside }) => inside) ? (await sam.byPoints(embedded, [points]))[0]! : [];
  const worth = (proposal: Proposal) =>
    proposal.iou *
    agreement(proposal, points, embedded) *
    (corners ? boxIou(extentOf(proposal, embedded), corners) : 1);
  const best = [...byBox, ...byPoints].reduce((a, b) => (worth(b) > worth(a) ? b : a));
  const mask = await maskOfProposal(best, seen);
  if (maskBox(mask)) return { mask, score: Math.min(1, Math.max(0, best.iou)) };
  throw new DualeditError({
    code: 'mask-empty',
    message: `Nothing was found at the given ${pointing.box ? 'box' : 'points'}.`,
    hint: 'Draw the box tightly around the thing, point at its middle, or give its mask.',
  });
}

/** A square around a small box, else the whole picture, or of a wide or tall one a square around what is pointed at. */
function viewOf({ box, points = [] }: Pointing, picture: Picture): Box {
  const side = Math.min(picture.width, picture.height);
  const shown = box ?? boundsOf(points);
  const extent = Math.max(shown.width, shown.height);
  if (box && CONTEXT * extent < side) return viewAround(shown, CONTEXT * extent, picture);
  return squareWith(shown, picture);
}

function boundsOf(points: readonly PointPrompt[]): Box {
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)];
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  return { left, top, width: Math.max(...xs) - left, height: Math.max(...ys) - top };
}

function cornersOf({ left, top, width, height }: Box, view: Box): Corners {
  return [left - view.left, top - view.top, left + width - view.left, top + height - view.top];
}

/** The share of the points that a proposal agrees with: 0 if it agrees with none, 1 if there is none. */
function agreement(
  { logits }: Proposal,
  points: readonly PointPrompt[],
  { picture, shown }: Embedded,
): number {
  if (points.length === 0) return 1;
  const agreeing = points.filter(({ x, y, inside }) => {
    const column = Math.min(logits.width - 1, Math.floor((x / picture.width) * shown.x * logits.width));
    const row = Math.min(logits.height - 1, Math.floor((y / picture.height) * shown.y * logits.height));
    return logits.data[row * logits.width + column]! > 0 === inside;
  });
  return agreeing.length / points.length;
}
