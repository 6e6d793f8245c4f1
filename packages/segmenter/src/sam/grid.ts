import { countInside, type Mask, maskBox, type PointPrompt } from '@dualedit/foundation';

/** About as many points are asked for, however large the place is. */
const POINTS = 96;

/** Points of an even grid at the places that a mask marks: about 96, in pixels of the picture. */
export function gridIn(within: Mask): PointPrompt[] {
  const box = maskBox(within);
  if (!box) return [];
  const step = Math.max(1, Math.sqrt(countInside(within) / POINTS));
  const points: PointPrompt[] = [];
  for (let y = box.top + step / 2; y < box.top + box.height; y += step) {
    for (let x = box.left + step / 2; x < box.left + box.width; x += step) {
      const at = Math.floor(y) * within.width + Math.floor(x);
      if (within.data[at]! > 127) points.push({ x, y, inside: true });
    }
  }
  return points;
}
