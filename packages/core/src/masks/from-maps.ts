import type { Mask, Picture } from '@dualedit/foundation';
import { guidedFilter, type Plane } from '../image/guided-filter.js';
import { close } from '../image/window.js';

/** A window of about a fourteenth of the picture follows outlines without bridging objects. */
const RADIUS_SHARE = 1 / 14;
const EPSILON = 1e-3;

/**
 * Turns coarse attention maps of several phrases into masks at the picture's size: scaled up, made to
 * follow the picture's outlines, then each pixel goes to the phrase that claims it most, if it claims it
 * by more than `threshold` of its strongest claim.
 *
 * @param maps one per phrase, [height · width] of `grid`
 */
export function masksFromMaps(
  maps: readonly Float32Array[],
  grid: { width: number; height: number },
  picture: Picture,
  threshold = 0.45,
): Mask[] {
  const guides = [0, 1, 2].map((channel) => channelPlane(picture, channel));
  const radius = Math.max(2, Math.round(Math.min(picture.width, picture.height) * RADIUS_SHARE));
  const claims = maps.map((map) => {
    const coarse = enlarge({ ...grid, data: normalized(map) }, picture.width, picture.height);
    const filtered = guides.map((guide) => guidedFilter(guide, coarse, radius, EPSILON).data);
    return normalized(
      coarse.data.map((_, i) => (filtered[0]![i]! + filtered[1]![i]! + filtered[2]![i]!) / 3),
    );
  });
  const inside = claims.map((claim) => {
    const sure = claim.map((value) => Number(value > threshold));
    // Outlines are claimed before what they enclose: ears and handles come as rings.
    return close(sure, picture.width, picture.height, Math.round(radius / 3));
  });
  const wins = (mine: number, i: number) =>
    claims.every((other, at) => inside[at]![i] === 0 || other[i]! <= claims[mine]![i]!);
  return claims.map((_, mine) => ({
    width: picture.width,
    height: picture.height,
    data: Uint8Array.from(inside[mine]!, (cell, i) => (cell > 0 && wins(mine, i) ? 255 : 0)),
  }));
}

/** Shifted and scaled to 0…1. */
function normalized(values: Float32Array): Float32Array {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return values.map((value) => (value - low) / (high - low || 1));
}

function channelPlane(picture: Picture, channel: number): Plane {
  const { width, height, data } = picture;
  return {
    width,
    height,
    data: Float32Array.from({ length: width * height }, (_, i) => data[i * 4 + channel]! / 255),
  };
}

/** Bilinear, with cell centres aligned. */
function enlarge(plane: Plane, width: number, height: number): Plane {
  const columns = samplePoints(plane.width, width);
  const rows = samplePoints(plane.height, height);
  const data = new Float32Array(width * height);
  rows.forEach(([y0, y1, fy], y) => {
    columns.forEach(([x0, x1, fx], x) => {
      const at = (row: number, column: number) => plane.data[row * plane.width + column]!;
      const upper = at(y0, x0) * (1 - fx) + at(y0, x1) * fx;
      const lower = at(y1, x0) * (1 - fx) + at(y1, x1) * fx;
      data[y * width + x] = upper * (1 - fy) + lower * fy;
    });
  });
  return { width, height, data };
}

function samplePoints(cells: number, length: number): [low: number, high: number, fraction: number][] {
  return Array.from({ length }, (_, i) => {
    const at = Math.min(cells - 1, Math.max(0, ((i + 0.5) * cells) / length - 0.5));
    const low = Math.floor(at);
    return [low, Math.min(cells - 1, low + 1), at - low];
  });
}
