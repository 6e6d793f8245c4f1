import { type Mask, type Picture, resizePicture } from '@dualedit/foundation';
import { cutMask, type Region } from './region.js';
import { boxMean, grow } from './window.js';

/** Width of the seam, in pixels of the model's picture: all of it lies outside the mask. */
const SEAM = 2;

export interface ComposeRequest {
  original: Picture;
  /** The region as the model returned it, and as it returns it unedited; square, of one size. */
  edited: Picture;
  reconstruction: Picture;
  region: Region;
  /** Union of the edits' masks, at the original's size. */
  mask: Mask;
  /** Where shapes stay what they were: union of the masks of edits that change an attribute alone. */
  sameShape: Mask;
}

export interface Composition {
  picture: Picture;
  /** The largest change of a channel among pixels outside the seam, as counted afterwards. */
  maxChangeOutside: number;
}

/**
 * Pastes the edited region into the original: wholly inside the mask, fading over the seam, and not at
 * all beyond it, where every byte stays the original's. The original's own alpha is kept.
 *
 * Where shapes stay, the edit's *difference* to the reconstruction is added to the original instead, so
 * that outlines and texture finer than the model's picture remain: x + up(edited − reconstruction).
 */
export async function compose(request: ComposeRequest): Promise<Composition> {
  const { original, edited, region, mask } = request;
  const scaled = await resizePicture(edited, region.side, region.side);
  const unedited = await resizePicture(request.reconstruction, region.side, region.side);
  const seam = Math.max(1, Math.round((SEAM * region.side) / edited.width));
  const matte = seamMatte(cutMask(mask, region), seam);
  const keepsDetail = seamMatte(cutMask(request.sameShape, region), seam);
  const data = new Uint8Array(original.data);
  forEachPixel(original, region, (at, inRegion) => {
    const alpha = matte[inRegion]!;
    if (alpha === 0) return;
    for (let channel = 0; channel < 3; channel++) {
      const before = original.data[at * 4 + channel]!;
      const [after, without] = [scaled.data[inRegion * 4 + channel]!, unedited.data[inRegion * 4 + channel]!];
      const lost = (1 - keepsDetail[inRegion]!) * (without - before);
      data[at * 4 + channel] = clampByte(before + alpha * (after - without + lost));
    }
  });
  const picture = { ...original, data };
  return { picture, maxChangeOutside: changeOutside(original, picture, region, matte) };
}

/**
 * 1 inside the mask, 0 from twice `seam` pixels outside it on, a ramp between: the mask grown by `seam`,
 * then averaged over windows of that radius.
 */
export function seamMatte(mask: Mask, seam: number): Float32Array {
  const { width, height, data } = mask;
  const binary = Float32Array.from(data, (value) => (value > 127 ? 1 : 0));
  return boxMean(grow(binary, width, height, seam), width, height, seam);
}

const clampByte = (value: number) => Math.min(255, Math.max(0, Math.round(value)));

function forEachPixel(picture: Picture, region: Region, visit: (at: number, inRegion: number) => void): void {
  const { left, top, side } = region;
  for (let y = Math.max(0, top); y < Math.min(picture.height, top + side); y++) {
    for (let x = Math.max(0, left); x < Math.min(picture.width, left + side); x++) {
      visit(y * picture.width + x, (y - top) * side + x - left);
    }
  }
}

function changeOutside(before: Picture, after: Picture, region: Region, matte: Float32Array): number {
  const inside = new Uint8Array(before.width * before.height);
  forEachPixel(before, region, (at, inRegion) => {
    inside[at] = matte[inRegion]! > 0 ? 1 : 0;
  });
  let largest = 0;
  for (let i = 0; i < before.data.length; i++) {
    if (inside[i >> 2] === 0) largest = Math.max(largest, Math.abs(after.data[i]! - before.data[i]!));
  }
  return largest;
}
