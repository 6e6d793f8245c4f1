import type { Box, Picture } from '@dualedit/foundation';
import { guidedFilter } from './guided-filter.js';
import { cutClamped } from './region.js';

/** Variance of brightness (0…1) that counts as an edge. */
const EDGE = 1e-3;

export interface DifferenceRequest {
  original: Picture;
  box: Box;
  /** RGBA bytes of the box: what the model returned, edited and not, enlarged. */
  edited: Uint8Array;
  unedited: Uint8Array;
  /** How far an enlarged edge is blurred, in pixels. */
  blur: number;
}

/**
 * What an edit added to each channel, in levels, as sharp as the original: the enlarged difference, made to
 * follow the original's outlines (joint upsampling by a guided filter). Three planes of the box's size.
 */
export function sharpDifference(request: DifferenceRequest): Float32Array[] {
  const { box, edited, unedited, blur } = request;
  const { width, height } = box;
  const guide = { width, height, data: brightness(cutClamped(request.original, box)) };
  return [0, 1, 2].map((channel) => {
    const data = new Float32Array(width * height);
    for (let i = 0; i < data.length; i++) data[i] = edited[i * 4 + channel]! - unedited[i * 4 + channel]!;
    return guidedFilter(guide, { width, height, data }, blur, EDGE).data;
  });
}

/** Rec. 709 luma, 0…1. */
export function brightness({ data }: Picture): Float32Array {
  return Float32Array.from(
    { length: data.length / 4 },
    (_, i) => (0.2126 * data[i * 4]! + 0.7152 * data[i * 4 + 1]! + 0.0722 * data[i * 4 + 2]!) / 255,
  );
}
