import { type Box, cropPicture, type Mask, type Picture } from '@dualedit/foundation';
import { cleanMask } from '../masks/clean.js';
import { maskFromLogits } from '../sam/mask-logits.js';
import type { Embedded, Proposal, Sam } from '../sam/sam.js';
import { narrowed, widened } from '../thin.js';
import { isSameView } from './views.js';

/** A view of a picture that a SAM has encoded. */
export interface EmbeddedView {
  embedded: Embedded;
  /** The view's pixels. */
  seen: Picture;
  view: Box;
  picture: Picture;
}

export async function embedView(sam: Sam, picture: Picture, view: Box): Promise<EmbeddedView> {
  const isWhole = view.width === picture.width && view.height === picture.height;
  const seen = isWhole ? picture : cropOnce(picture, view);
  return { embedded: await sam.embed(widened(seen)), seen, view, picture };
}

/** As many views of a picture are kept while somebody holds it. */
const MOST_VIEWS = 8;
const crops = new WeakMap<Picture, { view: Box; seen: Picture }[]>();

/** A view's pixels; the same ones again if it was looked at lately, since a SAM encodes them once. */
function cropOnce(picture: Picture, view: Box): Picture {
  const known = crops.get(picture) ?? [];
  const seen = known.find((one) => isSameView(one.view, view))?.seen ?? cropPicture(picture, view);
  const others = known.filter((one) => one.seen !== seen);
  crops.set(picture, [...others, { view, seen }].slice(-MOST_VIEWS));
  return seen;
}

/** The mask of a proposal at the size of the whole picture. */
export async function maskOfProposal(
  { logits }: Proposal,
  { embedded, seen, view, picture }: EmbeddedView,
): Promise<Mask> {
  const mask = narrowed(cleanMask(await maskFromLogits(logits, embedded.shown, embedded.picture)), seen);
  if (seen === picture) return mask;
  const { width, height } = picture;
  const data = new Uint8Array(width * height);
  for (let y = 0; y < view.height; y++)
    data.set(mask.data.subarray(y * view.width, (y + 1) * view.width), (view.top + y) * width + view.left);
  return { width, height, data };
}
