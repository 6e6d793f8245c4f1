import type { Box } from '@dualedit/foundation';

/** A box as strips of whole rows of about so many pixels, whose heights are multiples of `step` but for the last. */
export function stripsOf(box: Box, step: number, pixels: number): Box[] {
  const rows = Math.max(1, Math.floor(pixels / box.width / step)) * step;
  return Array.from({ length: Math.ceil(box.height / rows) }, (_, i) => ({
    ...box,
    top: box.top + i * rows,
    height: Math.min(rows, box.height - i * rows),
  }));
}

/** A strip with a row more above and below, as far as its box has any. */
export function withNeighbors(strip: Box, box: Box): { strip: Box; halo: { above: number; below: number } } {
  const above = Number(strip.top > box.top);
  const below = Number(strip.top + strip.height < box.top + box.height);
  return {
    strip: { ...strip, top: strip.top - above, height: strip.height + above + below },
    halo: { above, below },
  };
}
