import type { Box } from '@dualedit/foundation';

/** A tile of a picture, and the part of it that is used. */
export interface Tile {
  tile: Box;
  kept: Box;
}

/**
 * Tiles of at most `side` pixels that cover a picture. Neighbors overlap by two margins; each tile's own margin is left
 * out where another tile shows it.
 */
export function tilesWith(
  { width, height }: { width: number; height: number },
  side: number,
  margin: number,
): Tile[] {
  const [across, down] = [spans(width, side, margin), spans(height, side, margin)];
  return down.flatMap((y) =>
    across.map((x) => ({
      tile: { left: x.from, top: y.from, width: x.to - x.from, height: y.to - y.from },
      kept: { left: x.first, top: y.first, width: x.last - x.first, height: y.last - y.first },
    })),
  );
}

/** Along one axis: where tiles begin and end, and which of their pixels are used. */
function spans(length: number, side: number, margin: number) {
  if (length <= side) return [{ from: 0, to: length, first: 0, last: length }];
  const count = Math.ceil((length - 2 * margin) / (side - 2 * margin));
  return Array.from({ length: count }, (_, i) => {
    const from = Math.round((i * (length - side)) / (count - 1));
    const next = Math.round(((i + 1) * (length - side)) / (count - 1));
    const before = Math.round(((i - 1) * (length - side)) / (count - 1));
    return {
      from,
      to: from + side,
      first: i === 0 ? 0 : Math.floor((from + before + side) / 2),
      last: i === count - 1 ? length : Math.floor((next + from + side) / 2),
    };
  });
}
