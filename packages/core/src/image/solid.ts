import type { Picture } from '@dualedit/foundation';

/** A square picture of one color: red, green and blue, 0…1 each. */
export function solidPicture(side: number, color: readonly [number, number, number]): Picture {
  const pixel = [...color.map((value) => Math.round(value * 255)), 255];
  const data = Uint8Array.from({ length: side * side * 4 }, (_, i) => pixel[i % 4]!);
  return { width: side, height: side, data };
}
