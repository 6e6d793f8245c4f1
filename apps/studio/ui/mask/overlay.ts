import type { Raster } from './raster.js';
import { intersect, isEmpty, pad, type Rect } from './rect.js';

/** Where a picture is on the screen: its pixel (0, 0) at (x, y), each pixel `scale` wide. In pixels of the device. */
export interface Placement {
  scale: number;
  x: number;
  y: number;
}

/** One mask as it is drawn over the picture. */
export interface Layer {
  raster: Raster;
  /** Where it has pixels that are not 0, or more. */
  bounds: Rect;
  color: readonly [red: number, green: number, blue: number];
  /** Which pattern fills it, so that color is not the only sign. */
  hatch: number;
  /** Opacity of the fill, 0…1. */
  fill: number;
  line: 'solid' | 'dashed';
}

/** Directions of the lines of each pattern, as multiples of x and y; two of crossed ones. */
const HATCHES: readonly (readonly (readonly [number, number])[])[] = [
  [[1, 1]],
  [[1, -1]],
  [[0, 1]],
  [[1, 0]],
  [
    [1, 1],
    [1, -1],
  ],
  [
    [1, 0],
    [0, 1],
  ],
];

/** Pixels from one line of a pattern to the next, and of one dash with its gap, at one device pixel per CSS pixel. */
const PERIOD = 9;
const DASH = 8;

/** Running sums differ by rounding with where they begin: diagonals must not flicker by that. In levels. */
const TIE = 0.05;

/** How much more opaque the lines of a pattern are than the fill. */
const HATCH_OPACITY = 1.3;

/**
 * Draws masks into an area of the screen: a fill with a pattern, and an outline of `2 × ratio` pixels. Work is
 * proportional to the area and to what the masks cover of it, whatever the size of the picture.
 * @param pixels RGBA of the area, row by row; written over
 * @param ratio device pixels per CSS pixel
 */
export function drawLayers(
  pixels: Uint8ClampedArray,
  area: Rect,
  layers: readonly Layer[],
  placement: Placement,
  ratio: number,
): void {
  pixels.fill(0);
  for (const layer of layers) drawLayer(pixels, area, layer, placement, ratio);
}

/** What of the screen a part of the picture may show in, outlines included. */
export function onScreen(rect: Rect, { scale, x, y }: Placement, ratio: number): Rect {
  return pad(
    {
      left: Math.floor(rect.left * scale + x),
      top: Math.floor(rect.top * scale + y),
      right: Math.ceil(rect.right * scale + x),
      bottom: Math.ceil(rect.bottom * scale + y),
    },
    Math.ceil(scale) + 2 * reachOf(ratio),
  );
}

/** The outline is told from averages over windows of twice this and one. */
const reachOf = (ratio: number) => Math.max(2, Math.round(2 * ratio));

function drawLayer(
  pixels: Uint8ClampedArray,
  area: Rect,
  layer: Layer,
  placement: Placement,
  ratio: number,
): void {
  const part = intersect(area, onScreen(layer.bounds, placement, ratio));
  if (isEmpty(part) || isEmpty(layer.bounds)) return;
  const reach = reachOf(ratio);
  // one more, since which way an outline runs is told from the averages of both neighbors
  const around = reach + 1;
  const field = sampleField(layer.raster, pad(part, around), placement);
  const smooth = averageField(field, reach);
  const paint = painter(layer, placement, ratio, 2 * reach + 1);
  const across = part.right - part.left;
  for (let y = part.top; y < part.bottom; y++) {
    let from = (y - part.top + around) * field.width + around;
    let to = ((y - area.top) * (area.right - area.left) + part.left - area.left) * 4;
    for (let x = 0; x < across; x++, from++, to += 4) {
      const average = smooth[from]!;
      if (average <= 0) continue;
      const isUpright =
        Math.abs(smooth[from + 1]! - smooth[from - 1]!) >
        Math.abs(smooth[from + field.width]! - smooth[from - field.width]!) + TIE;
      paint(pixels, to, { x: part.left + x, y, value: field.data[from]!, average, isUpright });
    }
  }
}

interface Field {
  width: number;
  height: number;
  data: Float32Array;
}

/** The mask at the center of each pixel of the screen, 0…255, between the mask's own pixels as they blend. */
function sampleField({ width, height, data }: Raster, rect: Rect, { scale, x, y }: Placement): Field {
  const field = emptyField(rect.right - rect.left, rect.bottom - rect.top);
  const columns = sampleLine(rect.left, field.width, x, scale, width);
  const rows = sampleLine(rect.top, field.height, y, scale, height);
  for (let j = 0, to = 0; j < field.height; j++) {
    const [upper, lower, below] = [rows.first[j]! * width, rows.second[j]! * width, rows.share[j]!];
    if (below < 0) {
      to += field.width;
      continue;
    }
    for (let i = 0; i < field.width; i++, to++) {
      const right = columns.share[i]!;
      if (right < 0) continue;
      const [a, b] = [columns.first[i]!, columns.second[i]!];
      const top = data[upper + a]! + right * (data[upper + b]! - data[upper + a]!);
      const bottom = data[lower + a]! + right * (data[lower + b]! - data[lower + a]!);
      field.data[to] = top + below * (bottom - top);
    }
  }
  return field;
}

/** Of each pixel along one direction of the screen: the two of the mask it is between, and how near the second. */
function sampleLine(start: number, length: number, offset: number, scale: number, size: number) {
  const first = new Int32Array(length);
  const second = new Int32Array(length);
  // below 0: outside the picture
  const share = new Float32Array(length);
  for (let i = 0; i < length; i++) {
    const at = (start + i + 0.5 - offset) / scale - 0.5;
    const floor = Math.floor(at);
    first[i] = Math.min(size - 1, Math.max(0, floor));
    second[i] = Math.min(size - 1, Math.max(0, floor + 1));
    share[i] = at < -0.5 || at > size - 0.5 ? -1 : at - floor;
  }
  return { first, second, share };
}

const emptyField = (width: number, height: number): Field => ({
  width,
  height,
  data: new Float32Array(width * height),
});

/** The average over the square around each pixel; 0 next to the border, where the square does not fit. */
function averageField({ width, height, data }: Field, reach: number): Float32Array {
  const window = 2 * reach + 1;
  const across = new Float32Array(width * height);
  for (let y = 0; y < height; y++) {
    let sum = 0;
    for (let x = 0, at = y * width; x < width; x++, at++) {
      sum += data[at]!;
      if (x >= window) sum -= data[at - window]!;
      if (x >= window - 1) across[at - reach] = sum / window;
    }
  }
  const out = new Float32Array(width * height);
  const sums = new Float32Array(width);
  for (let y = 0, at = 0; y < height; y++)
    for (let x = 0; x < width; x++, at++) {
      sums[x] = sums[x]! + across[at]! - (y >= window ? across[at - window * width]! : 0);
      if (y >= window - 1) out[at - reach * width] = sums[x]! / window;
    }
  return out;
}

/** A place of the screen, the mask there, its average around there, and which way an outline there runs. */
interface Sample {
  x: number;
  y: number;
  value: number;
  average: number;
  isUpright: boolean;
}

type Paint = (pixels: Uint8ClampedArray, to: number, sample: Sample) => void;

const BLACK = [0, 0, 0] as const;
/** A dark line around outlines, so that they are seen on their own color. */
const RIM_OPACITY = 0.55;

/** How one pixel of a layer is drawn. */
function painter(layer: Layer, placement: Placement, ratio: number, window: number): Paint {
  const [originX, originY] = [Math.round(placement.x), Math.round(placement.y)];
  const lines = HATCHES[layer.hatch % HATCHES.length]!;
  const [period, dash] = [Math.round(PERIOD * ratio), Math.round(DASH * ratio)];
  const within = (distance: number) => Math.min(1, Math.max(0, distance + 0.5));
  return (pixels, to, { x, y, value, average, isUpright }) => {
    const [u, v] = [x - originX, y - originY];
    const depth = ((average - 127.5) / 255) * window;
    const isGap = layer.line === 'dashed' && modulo(isUpright ? v : u, dash) >= dash / 2;
    const line = isGap ? 0 : within(ratio - Math.abs(depth));
    const rim = isGap ? 0 : RIM_OPACITY * within(2 * ratio - Math.abs(depth)) * (1 - line);
    const isHatch = layer.fill > 0 && lines.some(([p, q]) => modulo(p * u + q * v, period) < ratio);
    const fill = Math.min(1, layer.fill * (isHatch ? 1 + HATCH_OPACITY : 1)) * (value / 255);
    blendOver(pixels, to, layer.color, fill);
    blendOver(pixels, to, BLACK, rim);
    blendOver(pixels, to, layer.color, line);
  };
}

const modulo = (value: number, by: number) => ((value % by) + by) % by;

function blendOver(
  pixels: Uint8ClampedArray,
  to: number,
  [red, green, blue]: Layer['color'],
  alpha: number,
): void {
  if (alpha <= 0) return;
  const below = (pixels[to + 3]! / 255) * (1 - alpha);
  const sum = alpha + below;
  pixels[to] = (red * alpha + pixels[to]! * below) / sum;
  pixels[to + 1] = (green * alpha + pixels[to + 1]! * below) / sum;
  pixels[to + 2] = (blue * alpha + pixels[to + 2]! * below) / sum;
  pixels[to + 3] = 255 * sum;
}
