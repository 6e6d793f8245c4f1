import { type Box, type Mask, maskBox, type Picture } from '@dualedit/foundation';
import sharp from 'sharp';
import { sharpDifference } from './difference.js';
import { maskIn, type Square } from './square.js';
import { changed, structureKept } from './structure.js';
import { boxMean, grow } from './window.js';

/**
 * Width of the seam, in pixels of the model's picture: all of it lies outside the mask. A new shape needs
 * room for its outline; a new colour on the old shape would show beyond the outline as a fringe.
 */
const SEAM = 2;
const SAME_SHAPE_SEAM = 0.5;
const OLD_SEAM = 1;

export interface ComposeRequest {
  original: Picture;
  /** The region as the model returned it, and as it returns it unedited; square, of one size. */
  edited: Picture;
  reconstruction: Picture;
  region: Square;
  /** Union of the edits' masks, at the original's size. */
  mask: Mask;
  /** Where shapes stay what they were, inside `mask`: union of those of edits that change an attribute alone. */
  sameShape: Mask;
  /** Where the old things were: inside `mask`, beside it there is room for new shapes. */
  old: Mask;
}

export interface Composition {
  picture: Picture;
  /** The largest change of a channel among pixels outside the seam, as counted afterwards. */
  maxChangeOutside: number;
}

/**
 * Pastes the edited region into the original: inside the mask wherever the model drew something else than was
 * there, fading over the seam, and not at all beyond it, where every byte stays the original's, as it does
 * inside the mask where the model changed nothing. The original's own alpha is kept.
 *
 * Where shapes stay, the edit's *difference* to the reconstruction is added to the original instead, so
 * that outlines and texture finer than the model's picture remain: x + up(edited − reconstruction), where
 * the enlarged difference follows the original's outlines. What was drawn anew all the same gets no such detail, or its old outlines would shine through. Nor does a new
 * shape where the old thing was; what shows of the background beside it does.
 */
export async function compose(request: ComposeRequest): Promise<Composition> {
  const { original, edited, region, mask } = request;
  const pixels = (seam: number) => Math.max(1, Math.round((seam * region.side) / edited.width));
  const box = boxAround(mask, region, pixels(SEAM));
  const [scaled, unedited, kept, change] = [
    await enlargedPart(edited, region, box),
    await enlargedPart(request.reconstruction, region, box),
    await enlargedPart(structureKept(edited, request.reconstruction), region, box),
    await enlargedPart(changed(edited, request.reconstruction), region, box),
  ];
  const sameShape = maskIn(request.sameShape, box);
  const newShape = without(maskIn(mask, box), sameShape);
  // The old outline's blur is in the reconstruction beside it, too.
  const old = seamMatte(maskIn(request.old, box), pixels(OLD_SEAM));
  const [adds, pastes] = [seamMatte(sameShape, pixels(SAME_SHAPE_SEAM)), seamMatte(newShape, pixels(SEAM))];
  const isRecoloured = adds.some((add) => add > 0);
  const added = isRecoloured
    ? sharpDifference({ original, box, edited: scaled, unedited, scale: region.side / edited.width })
    : [];
  const data = new Uint8Array(original.data);
  for (let y = Math.max(0, box.top); y < Math.min(original.height, box.top + box.height); y++) {
    for (let x = Math.max(0, box.left); x < Math.min(original.width, box.left + box.width); x++) {
      const [at, inBox] = [y * original.width + x, (y - box.top) * box.width + x - box.left];
      const add = adds[inBox]!;
      const paste = (1 - add) * pastes[inBox]! * (change[inBox * 4]! / 255);
      if (add === 0 && paste === 0) continue;
      for (let channel = 0; channel < 3; channel++) {
        const before = original.data[at * 4 + channel]!;
        const [after, plain] = [scaled[inBox * 4 + channel]!, unedited[inBox * 4 + channel]!];
        const same = kept[inBox * 4]! / 255;
        const fresh = after - before + (1 - old[inBox]!) * same * (before - plain);
        const recoloured = add > 0 ? same * added[channel]![inBox]! + (1 - same) * (after - before) : 0;
        data[at * 4 + channel] = clampByte(before + add * recoloured + paste * fresh);
      }
    }
  }
  const picture = { ...original, data };
  const reached = adds.map((add, i) => Math.max(add, pastes[i]!));
  return { picture, maxChangeOutside: changeOutside(original, picture, box, reached) };
}

/** All that the seam can reach, and the windows it is averaged over: three seams around the mask. */
function boxAround(mask: Mask, region: Square, seam: number): Box {
  const box = maskBox(mask)!;
  const axis = (from: number, length: number, start: number) => {
    const low = Math.max(start, from - 3 * seam);
    return [low, Math.min(start + region.side, from + length + 3 * seam) - low] as const;
  };
  const [left, width] = axis(box.left, box.width, region.left);
  const [top, height] = axis(box.top, box.height, region.top);
  return { left, top, width, height };
}

/** RGBA bytes of one box of the region, from the region as the model returned it; the rest is not computed. */
async function enlargedPart({ data, ...size }: Picture, region: Square, box: Box): Promise<Uint8Array> {
  return sharp(data, { raw: { ...size, channels: 4 } })
    .resize(region.side, region.side, { fit: 'fill', kernel: 'lanczos3' })
    .extract({ ...box, left: box.left - region.left, top: box.top - region.top })
    .raw()
    .toBuffer();
}

/**
 * 1 inside the mask, 0 from twice `seam` pixels outside it on, a ramp between: the mask grown by `seam`,
 * then averaged over windows of that radius.
 */
export function seamMatte(mask: Mask, seam: number): Float32Array {
  const { width, height, data } = mask;
  const binary = new Float32Array(data.length);
  for (let i = 0; i < data.length; i++) binary[i] = data[i]! > 127 ? 1 : 0;
  return boxMean(grow(binary, width, height, seam), width, height, seam);
}

/** What `mask` marks and `other` does not; both of one size. */
function without(mask: Mask, other: Mask): Mask {
  return { ...mask, data: mask.data.map((value, i) => (other.data[i]! > 127 ? 0 : value)) };
}

const clampByte = (value: number) => Math.min(255, Math.max(0, Math.round(value)));

function changeOutside(before: Picture, after: Picture, box: Box, matte: Float32Array): number {
  let largest = 0;
  for (let y = 0, at = 0; y < before.height; y++) {
    const row = y - box.top;
    for (let x = 0; x < before.width; x++, at += 4) {
      const column = x - box.left;
      const isInBox = row >= 0 && row < box.height && column >= 0 && column < box.width;
      if (isInBox && matte[row * box.width + column]! > 0) continue;
      for (let channel = 0; channel < 4; channel++) {
        largest = Math.max(largest, Math.abs(after.data[at + channel]! - before.data[at + channel]!));
      }
    }
  }
  return largest;
}
