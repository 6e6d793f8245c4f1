import type { Picture } from '@dualedit/foundation';

const COLORS = { red: [208, 40, 30], green: [40, 160, 60], blue: [40, 70, 200] } as const;

export type PlainColor = keyof typeof COLORS;

/** A plain picture with a light square in its left or right half, as scripts/optional_parts.py draws it. */
export function plainPicture(
  color: PlainColor,
  place: 'left' | 'right' = 'left',
  width = 120,
  height = 90,
): Picture {
  const data = new Uint8Array(width * height * 4).fill(255);
  const [x0, y0] = [Math.floor(width * (place === 'left' ? 0.25 : 0.75)), Math.floor(height / 2)];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const isLight = x >= x0 - 10 && x < x0 + 10 && y >= y0 - 10 && y < y0 + 10;
      data.set(isLight ? [240, 240, 240] : COLORS[color], (y * width + x) * 4);
    }
  }
  return { width, height, data };
}
