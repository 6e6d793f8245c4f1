import { type Mask, maskBox, type Picture } from '@dualedit/foundation';

/** Pictures are layered from top to bottom, sky over ground: what is beside a pixel counts this much more. */
const SIDEWAYS = 40;
const SWEEPS = 300;
/** Over-relaxation: close to 2 for large holes. */
const RELAXATION = 1.9;

/**
 * Fills the pixels inside a mask smoothly from those around it (a Laplace equation in which what is beside a pixel counts
 * more than what is above it). The mask is of the picture's size and leaves a pixel at least.
 */
export function fillFromAround(picture: Picture, inside: Mask): Picture {
  const box = maskBox(inside);
  if (!box) return picture;
  const { width, height } = picture;
  const isInside = (x: number, y: number) => inside.data[y * width + x]! > 127;
  const cells: number[] = [];
  for (let y = box.top; y < box.top + box.height; y++)
    for (let x = box.left; x < box.left + box.width; x++) if (isInside(x, y)) cells.push(y * width + x);
  const data = new Uint8Array(picture.data);
  for (let channel = 0; channel < 3; channel++) {
    const plane = begin(picture, inside, channel);
    for (let sweep = 0; sweep < SWEEPS; sweep++) {
      let largest = 0;
      for (const at of cells) {
        const [x, y] = [at % width, Math.floor(at / width)];
        let [sum, weights] = [0, 0];
        const add = (cell: number, weight: number) => {
          sum += weight * plane[cell]!;
          weights += weight;
        };
        if (x > 0) add(at - 1, SIDEWAYS);
        if (x + 1 < width) add(at + 1, SIDEWAYS);
        if (y > 0) add(at - width, 1);
        if (y + 1 < height) add(at + width, 1);
        const change = RELAXATION * (sum / weights - plane[at]!);
        plane[at]! += change;
        largest = Math.max(largest, Math.abs(change));
      }
      if (largest < 0.25) break;
    }
    for (const at of cells) data[at * 4 + channel] = Math.min(255, Math.max(0, Math.round(plane[at]!)));
  }
  return { ...picture, data };
}

/** The channel, inside the mask the mean of what is beside it in the row, or the mean of all that is outside. */
function begin({ data, width, height }: Picture, inside: Mask, channel: number): Float32Array {
  const plane = Float32Array.from({ length: width * height }, (_, i) => data[i * 4 + channel]!);
  const outside = plane.filter((_, i) => inside.data[i]! <= 127);
  const mean = outside.reduce((sum, value) => sum + value, 0) / outside.length;
  for (let y = 0; y < height; y++) {
    const row = y * width;
    for (let x = 0; x < width; x++) {
      if (inside.data[row + x]! <= 127) continue;
      let [left, right] = [x - 1, x + 1];
      while (left >= 0 && inside.data[row + left]! > 127) left--;
      while (right < width && inside.data[row + right]! > 127) right++;
      const from = left >= 0 ? plane[row + left] : undefined;
      const to = right < width ? plane[row + right] : undefined;
      const share = (x - left) / (right - left);
      plane[row + x] =
        from === undefined ? (to ?? mean) : to === undefined ? from : from + share * (to - from);
    }
  }
  return plane;
}
