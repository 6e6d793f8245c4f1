import { changeName, DualeditError, namesThing, type Pointing } from '@dualedit/foundation';
import type { MaskRequest } from './request.js';

/** @throws DualeditError `pointing-outside`, `pointing-spare` */
export function checkPointing({ picture, edits, pointed = [] }: MaskRequest): void {
  const isInside = (x: number, y: number) => x >= 0 && y >= 0 && x < picture.width && y < picture.height;
  pointed.forEach((pointing, i) => {
    if (!pointing) return;
    const edit = edits[i];
    if (!edit || !namesThing(edit)) throw spare(edit ? changeName(edit) : `edit ${i + 1}`);
    const { box, points = [] } = pointing;
    const isBoxInside =
      !box ||
      (box.width > 0 &&
        box.height > 0 &&
        isInside(box.left, box.top) &&
        isInside(box.left + box.width - 1, box.top + box.height - 1));
    const hasInner = box !== undefined || points.some(({ inside }) => inside);
    if (!isBoxInside || !points.every(({ x, y }) => isInside(x, y)) || !hasInner)
      throw outside(edit.source, pointing, picture);
  });
}

/** @throws DualeditError `pointing-unsupported` if something is pointed at and nothing can find its outline */
export function checkCanPoint({ pointed = [] }: MaskRequest, hasMaskSource: boolean): void {
  if (hasMaskSource || !pointed.some((pointing) => pointing !== undefined)) return;
  throw new DualeditError({
    code: 'pointing-unsupported',
    message: 'A box or a point was given, and this model pack has no segmenter that finds the outline there.',
    hint: 'Give a mask, pull a SAM into the pack ("dualedit models pull slimsam --into <pack>"), or leave the box out.',
  });
}

function outside(name: string, received: Pointing, { width, height }: { width: number; height: number }) {
  return new DualeditError({
    code: 'pointing-outside',
    message: `Expected a box within the picture of ${width}×${height} pixels, or points with at least one on the ${name}, but received ${JSON.stringify(received)}.`,
    hint: 'Give pixels of the upright picture, from its top left corner; a minus is for what is not the thing.',
    received,
  });
}

function spare(name: string) {
  return new DualeditError({
    code: 'pointing-spare',
    message: `Expected a box or a point of a thing in the picture, but "${name}" is none.`,
    hint: 'The place of something new is given with --region (regions), that of a background with --mask.',
    received: name,
  });
}
