import { type Box, type Mask, maskBox, type Picture, uniteMasks } from '@dualedit/foundation';
import sharp from 'sharp';
import { sharpDifference } from './difference.js';
import { missingGrain } from './grain.js';
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
  /** What is pasted, by edit, at the original's size; at least one. */
  layers: readonly Layer[];
  /** Where the old things were. */
  old: Mask;
  /** What keeps every byte, whatever the layers say. */
  kept?: Mask | undefined;
  /** Pixels of the original over which the paste fades out beyond the layers; a thin seam if not given. */
  feather?: number | undefined;
}

/** Where one edit is pasted. */
export interface Layer {
  mask: Mask;
  /** Whether the shape there stays what it was: only its attributes change. */
  isSameShape: boolean;
  /** Whether the values between 0 and 255 of the mask say how much is pasted: then it has no other seam. */
  isSoft: boolean;
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
 * shape where the old thing was; what shows of the background beside it does. What is pasted gets the grain of the
 * original around it.
 */
export async function compose(request: ComposeRequest): Promise<Composition> {
  const { original, edited, region, layers, feather } = request;
  const pixels = (seam: number) => Math.max(1, Math.round((seam * region.side) / edited.width));
  const fade = feather === undefined ? pixels(SEAM) : Math.round(feather / 2);
  const box = boxAround(uniteMasks(layers.map(touched)), region, Math.max(1, fade));
  const [scaled, unedited, structure, change] = [
    await enlargedPart(edited, region, box),
    await enlargedPart(request.reconstruction, region, box),
    await enlargedPart(structureKept(edited, request.reconstruction), region, box),
    await enlargedPart(changed(edited, request.reconstruction), region, box),
  ];
  // The old outline's blur is in the reconstruction beside it, too.
  const old = seamMatte(maskIn(request.old, box), pixels(OLD_SEAM));
  const kept = request.kept && maskIn(request.kept, box);
  const matte = (isSameShape: boolean) => {
    const seam = feather === undefined ? pixels(isSameShape ? SAME_SHAPE_SEAM : SEAM) : fade;
    return matteOf(
      layers.filter((layer) => layer.isSameShape === isSameShape),
      { box, seam, kept: kept },
    );
  };
  const [adds, pastes] = [matte(true), matte(false)];
  const isRecoloured = adds.some((add) => add > 0);
  const added = isRecoloured
    ? sharpDifference({ original, box, edited: scaled, unedited, scale: region.side / edited.width })
    : [];
  const grain = missingGrain({
    original,
    box,
    drawn: scaled,
    pasted: pastes.map((paste, i) => Math.max(paste, adds[i]!)),
    scale: region.side / edited.width,
  });
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
        const same = structure[inBox * 4]! / 255;
        const texture = (1 - old[inBox]!) * same * (before - plain);
        // Where the original's own texture is kept, it has its grain.
        const fresh = after - before + texture + (grain ? (1 - same * (1 - old[inBox]!)) * grain[inBox]! : 0);
        const recoloured = add > 0 ? same * added[channel]![inBox]! + (1 - same) * (after - before) : 0;
        data[at * 4 + channel] = clampByte(before + add * recoloured + paste * fresh);
      }
    }
  }
  const picture = { ...original, data };
  const reached = adds.map((add, i) => Math.max(add, pastes[i]!));
  return { picture, maxChangeOutside: changeOutside(original, picture, box, reached) };
}

/** What a layer changes: of a soft one, also where it is faint. */
function touched({ mask, isSoft }: Layer): Mask {
  return isSoft ? { ...mask, data: mask.data.map((value) => (value > 0 ? 255 : 0)) } : mask;
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
  if (seam === 0) return Float32Array.from(data, (value) => Number(value > 127));
  const binary = new Float32Array(data.length);
  for (let i = 0; i < data.length; i++) binary[i] = data[i]! > 127 ? 1 : 0;
  return boxMean(grow(binary, width, height, seam), width, height, seam);
}

/** How much of each pixel of a box is pasted by any of the layers, 0…1; nothing of what is kept. */
function matteOf(
  layers: readonly Layer[],
  { box, seam, kept }: { box: Box; seam: number; kept: Mask | undefined },
) {
  const most = new Float32Array(box.width * box.height);
  for (const { mask, isSoft } of layers) {
    const part = maskIn(mask, box);
    const own = isSoft ? Float32Array.from(part.data, (value) => value / 255) : seamMatte(part, seam);
    own.forEach((value, i) => {
      if (value > most[i]!) most[i] = value;
    });
  }
  return kept ? most.map((value, i) => (kept.data[i]! > 127 ? 0 : value)) : most;
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
