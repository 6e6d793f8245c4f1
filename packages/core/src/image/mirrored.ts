import type { Box, Picture } from '@dualedit/foundation';

/** Cuts a box out that may reach over the right and lower edge, beyond which the picture is mirrored. */
export function cutMirrored({ data, width, height }: Picture, box: Box): Picture {
  const out = new Uint8Array(box.width * box.height * 4);
  for (let y = 0, to = 0; y < box.height; y++) {
    const row = mirrored(box.top + y, height) * width;
    for (let x = 0; x < box.width; x++, to += 4) {
      const from = (row + mirrored(box.left + x, width)) * 4;
      out.set(data.subarray(from, from + 4), to);
    }
  }
  return { width: box.width, height: box.height, data: out };
}

function mirrored(at: number, length: number): number {
  const place = at % (2 * length);
  return place < length ? place : 2 * length - 1 - place;
}
