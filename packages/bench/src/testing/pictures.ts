import type { Mask, Picture } from '@dualedit/foundation';

/** A picture whose channels are all `value(x, y)`, rounded down. */
export function greyPicture(side: number, value: (x: number, y: number) => number): Picture {
  const data = new Uint8Array(side * side * 4).fill(255);
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++)
      data.fill(Math.floor(value(x, y)), (y * side + x) * 4, (y * side + x) * 4 + 3);
  }
  return { width: side, height: side, data };
}

/** A mask that marks where `marked(x, y)` says so. */
export function maskWhere(side: number, marked: (x: number, y: number) => boolean): Mask {
  const data = Uint8Array.from({ length: side * side }, (_, i) =>
    marked(i % side, Math.floor(i / side)) ? 255 : 0,
  );
  return { width: side, height: side, data };
}

/** The two pictures of scripts/metrics_golden.py, which differ farther than 16 pixels from the border. */
export function goldenPair(side: number): [Picture, Picture] {
  const first = (x: number, y: number) => Math.floor(128 + 90 * Math.sin(x / 5) * Math.cos(y / 7));
  const isInner = (x: number, y: number) => Math.min(x, y) >= 16 && Math.max(x, y) < side - 16;
  const second = (x: number, y: number) =>
    isInner(x, y)
      ? Math.max(0, Math.min(255, Math.floor(first(x, y) + 25 * Math.sin((x * y) / 50))))
      : first(x, y);
  return [greyPicture(side, first), greyPicture(side, second)];
}
