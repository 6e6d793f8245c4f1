import { type Box, countInside, type Mask, maskBox, type SeenThing, uniteMasks } from '@dualedit/foundation';
import { enlargedArea, reduceMask, scaleBox } from '../../image/scale-mask.js';
import { squareFor } from '../../image/square.js';
import type { FullPicture } from '../large/full-picture.js';
import type { Work } from '../work.js';
import type { PlannedStage } from './stage.js';

/**
 * From a smaller copy of a large picture to the part of the picture itself that the masks need: from here on, it is the
 * picture that is edited.
 */
export const zoomStage: PlannedStage = {
  name: 'segment',
  programs: [],
  costs: [],
  run: async (work) => {
    const { full, maskGrow, maskFeather, ...request } = work.request;
    const box = partAround(work, full!);
    const { picture, masks: given } = await full!.part(box);
    const scale = picture.width / box.width;
    const here = (mask: Mask) => inPart(mask, { full: full!, box, picture });
    const unnamed = work.unnamed!.map((thing) => ({ ...thing, mask: here(thing.mask) }));
    const isHere = ({ mask }: SeenThing) => countInside(mask) > 0;
    work.zoom = {
      box,
      beyond: (full!.width * full!.height - box.width * box.height) * scale ** 2,
      unnamed: work.unnamed!,
      elsewhere: unnamed.filter((thing) => !isHere(thing)),
      asked: work.request,
    };
    work.masks = work.masks!.map((mask, i) => given[i] ?? here(mask));
    work.unnamed = unnamed.filter(isHere);
    work.request = {
      ...request,
      picture,
      ...(request.masks && { masks: given }),
      ...(maskGrow !== undefined && { maskGrow: maskGrow * scale }),
      ...(maskFeather !== undefined && { maskFeather: maskFeather * scale }),
    };
    // They are of the smaller copy.
    delete work.seen;
    delete work.trajectory;
  },
};

/** What of the full picture lies in the square that the masks need. */
function partAround({ masks, request, model }: Work, full: FullPicture): Box {
  const marked = maskBox(uniteMasks(masks!))!;
  const square = squareFor(full, scaleBox(marked, request.picture, full), model.pictureSize);
  const [left, top] = [Math.max(0, square.left), Math.max(0, square.top)];
  return {
    left,
    top,
    width: Math.min(full.width, square.left + square.side) - left,
    height: Math.min(full.height, square.top + square.side) - top,
  };
}

/** A mask of the smaller copy as one of the part, as large as that is edited. */
function inPart(
  mask: Mask,
  { full, box, picture }: { full: FullPicture; box: Box; picture: { width: number; height: number } },
): Mask {
  const part = enlargedArea(mask, { left: 0, top: 0, width: full.width, height: full.height }).within(box);
  const { data, ...size } = reduceMask(
    part,
    { left: 0, top: 0, width: box.width, height: box.height },
    picture,
  );
  return { ...size, data: data.map((value) => (value > 127 ? 255 : 0)) };
}
