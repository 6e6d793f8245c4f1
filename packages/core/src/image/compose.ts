import type { Mask, Picture } from '@dualedit/foundation';
import { areaOf } from './area.js';
import { type PasteLayer, pasteInto } from './paste-into.js';
import type { Square } from './square.js';

export interface ComposeRequest {
  original: Picture;
  /** The region as the model returned it, and as it returns it unedited; square, of one size. */
  edited: Picture;
  reconstruction: Picture;
  /** The edited region with more detail, square, of any size. If absent, the edited one is enlarged. */
  detailed?: Picture | undefined;
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
export interface Layer extends Omit<PasteLayer, 'area'> {
  mask: Mask;
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
 * the enlarged difference follows the original's outlines. What was drawn anew all the same gets no such detail, or its
 * old outlines would shine through. Nor does a new shape where the old thing was; what shows of the background beside it
 * does. What is pasted gets the grain of the original around it.
 */
export async function compose({ layers, old, kept, ...request }: ComposeRequest): Promise<Composition> {
  const { original } = request;
  const picture = { ...original, data: new Uint8Array(original.data) };
  const isReached = new Uint8Array(original.width * original.height);
  const paste = {
    ...request,
    layers: layers.map(({ mask, ...layer }) => ({ ...layer, area: areaOf(mask, layer.isSoft) })),
    old: areaOf(old),
    kept: kept && areaOf(kept),
  };
  await pasteInto(picture.data, paste, ({ left, top, width, height }, isPasted) => {
    for (let i = 0; i < width * height; i++) {
      const [x, y] = [left + (i % width), top + Math.floor(i / width)];
      const isInside = x >= 0 && y >= 0 && x < original.width && y < original.height;
      if (isInside && isPasted(i)) isReached[y * original.width + x] = 1;
    }
  });
  return { picture, maxChangeOutside: changeOutside(original, picture, isReached) };
}

function changeOutside(before: Picture, after: Picture, isReached: Uint8Array): number {
  let largest = 0;
  for (let at = 0; at < before.data.length; at++)
    if (isReached[at >> 2] === 0) largest = Math.max(largest, Math.abs(after.data[at]! - before.data[at]!));
  return largest;
}
