import { type Box, type Change, DualeditError, type Mask, type Picture } from '@dualedit/foundation';

/**
 * The masks of edits, with those of boxes for the new things that have none, in their order.
 * @throws DualeditError `region-spare`, `region-outside`
 */
export function withRegions(
  edits: readonly Change[],
  masks: readonly (Mask | undefined)[],
  regions: readonly Box[],
  picture: Pick<Picture, 'width' | 'height'>,
): (Mask | undefined)[] {
  const left = [...regions];
  const filled = edits.map(({ kind }, i) => {
    const box = kind === 'insertion' && !masks[i] ? left.shift() : undefined;
    return box ? boxMask(box, picture) : masks[i];
  });
  if (left.length > 0) throw spare(regions.length - left.length, regions.length);
  return filled;
}

/** A mask of a box. */
function boxMask(box: Box, { width, height }: Pick<Picture, 'width' | 'height'>): Mask {
  const { left, top } = box;
  const isInside = left >= 0 && top >= 0 && left + box.width <= width && top + box.height <= height;
  if (!isInside || box.width < 1 || box.height < 1) throw outside(box, width, height);
  const data = new Uint8Array(width * height);
  for (let y = top; y < top + box.height; y++) {
    data.fill(255, y * width + left, y * width + left + box.width);
  }
  return { width, height, data };
}

function spare(used: number, given: number): DualeditError {
  return new DualeditError({
    code: 'region-spare',
    message: `Expected one region per new thing, ${used} in all, but received ${given}.`,
    hint: 'A region is where something new goes, such as "+ red hat". What is in the picture is found by its name, or by a mask.',
    received: given,
  });
}

function outside({ left, top, width, height }: Box, w: number, h: number): DualeditError {
  return new DualeditError({
    code: 'region-outside',
    message: `Expected a region within the picture of ${w}×${h} pixels but received ${left},${top},${width},${height}.`,
    hint: 'Give left, top, width and height in pixels of the upright picture.',
    received: { left, top, width, height },
  });
}
