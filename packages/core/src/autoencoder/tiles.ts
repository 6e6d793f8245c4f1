/** How far tiles overlap, in cells of the latent: their edges see that much of what is beyond. */
const OVERLAP = 8;

/** Cells `from` … `to` (exclusive) along one side. */
export interface Span {
  from: number;
  to: number;
}

/** Equal spans that cover a side, each reaching at least `OVERLAP` into the next. */
export function spansOf(length: number, count: number): Span[] {
  if (count === 1) return [{ from: 0, to: length }];
  const size = Math.min(length, Math.ceil((length + (count - 1) * OVERLAP) / count));
  return Array.from({ length: count }, (_, i) => {
    const from = Math.round((i * (length - size)) / (count - 1));
    return { from, to: from + size };
  });
}

export interface TiledPlanes {
  /** The grid of the latent, in cells, and how many values a cell has along each side in the result. */
  width: number;
  height: number;
  resolution: number;
  channels: number;
  /** Tiles along each side. */
  count: number;
}

/**
 * Puts planes [channels, height, width] together from tiles that are made one after the other. Where tiles overlap
 * they fade into each other, in proportion to the distance from their edges.
 */
export async function fromTiles(
  { width, height, resolution, channels, count }: TiledPlanes,
  make: (x: Span, y: Span) => Promise<Float32Array>,
): Promise<Float32Array> {
  const [wide, area] = [width * resolution, width * height * resolution * resolution];
  const sums = new Float32Array(channels * area);
  const weights = new Float32Array(area);
  for (const y of spansOf(height, count)) {
    for (const x of spansOf(width, count)) {
      const tile = await make(x, y);
      const [across, down] = [ramp(x, width, resolution), ramp(y, height, resolution)];
      for (const [row, high] of down.entries()) {
        for (const [column, weight] of across.entries()) {
          const at = (y.from * resolution + row) * wide + x.from * resolution + column;
          const from = row * across.length + column;
          weights[at]! += high * weight;
          for (let channel = 0; channel < channels; channel++) {
            sums[channel * area + at]! += high * weight * tile[channel * across.length * down.length + from]!;
          }
        }
      }
    }
  }
  return sums.map((sum, i) => sum / weights[i % area]!);
}

/** Weights along one side of a tile: falling to its edges, but not to those of the whole. */
function ramp({ from, to }: Span, length: number, resolution: number): Float32Array {
  const size = (to - from) * resolution;
  const reach = OVERLAP * resolution;
  return Float32Array.from({ length: size }, (_, i) =>
    Math.min(1, from === 0 ? 1 : (i + 0.5) / reach, to === length ? 1 : (size - i - 0.5) / reach),
  );
}

/** The part of planes [channels, height, width] inside the spans. */
export function cutTile(
  planes: Float32Array,
  channels: number,
  width: number,
  x: Span,
  y: Span,
): Float32Array {
  const [wide, area] = [x.to - x.from, planes.length / channels];
  const tile = new Float32Array(channels * wide * (y.to - y.from));
  let to = 0;
  for (let channel = 0; channel < channels; channel++) {
    for (let row = y.from; row < y.to; row++, to += wide) {
      const from = channel * area + row * width;
      tile.set(planes.subarray(from + x.from, from + x.to), to);
    }
  }
  return tile;
}
