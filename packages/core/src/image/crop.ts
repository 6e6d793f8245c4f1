import { type Mask, maskBox, type Picture } from '@dualedit/foundation';

/** The box around what a mask holds, cut out of a picture of its size; all of it where the mask holds nothing. */
export function cropToMask(picture: Picture, mask: Mask): Picture {
  const box = maskBox(mask);
  if (!box) return picture;
  const data = new Uint8Array(box.width * box.height * 4);
  for (let y = 0; y < box.height; y++) {
    const from = ((box.top + y) * picture.width + box.left) * 4;
    data.set(picture.data.subarray(from, from + box.width * 4), y * box.width * 4);
  }
  return { width: box.width, height: box.height, data };
}

/** The mean squared difference of two pictures outside a mask, of channels 0…1. */
export function errorOutside(a: Picture, b: Picture, mask: Mask): number {
  let [sum, count] = [0, 0];
  mask.data.forEach((value, i) => {
    if (value > 127) return;
    for (let c = 0; c < 3; c++) sum += ((a.data[i * 4 + c]! - b.data[i * 4 + c]!) / 255) ** 2;
    count += 3;
  });
  return count === 0 ? 0 : sum / count;
}
