import type { Box, Picture } from '@dualedit/foundation';
import { type ColorPlanes, colorGuidedModel, type LinearModel } from './color-guided.js';
import { cutClamped } from './square.js';

export interface DifferenceRequest {
  original: Picture;
  box: Box;
  /** RGBA bytes of the box: what the model returned, edited and not, enlarged. */
  edited: Uint8Array;
  unedited: Uint8Array;
  /** Pixels of the original to one of the model's picture. */
  scale: number;
}

/** How far an enlarged edge is blurred, in pixels of the model's picture. */
const BLUR = 1.5;

/**
 * What an edit added to each channel, in levels, as sharp as the original: the enlarged difference as a
 * linear function of the original's colours around each pixel (joint upsampling by a guided filter), which
 * is found on a grid of about half a pixel of the model's and read at every pixel of the box.
 */
export function sharpDifference({ scale, ...request }: DifferenceRequest): ColorPlanes {
  const { box, edited, unedited } = request;
  const colors = cutClamped(request.original, box).data;
  const step = Math.max(1, Math.floor(scale / 2));
  const grid = { width: Math.ceil(box.width / step), height: Math.ceil(box.height / step) };
  const averaged = (read: (at: number) => number) => blockMeans(box, step, grid, read);
  const guide = perChannel((channel) => averaged((i) => colors[i * 4 + channel]! / 255));
  const input = perChannel((channel) =>
    averaged((i) => edited[i * 4 + channel]! - unedited[i * 4 + channel]!),
  );
  const radius = Math.max(1, Math.round((BLUR * scale) / step));
  const models = colorGuidedModel(guide, input, { ...grid, radius });
  return perChannel((channel) => applied(models[channel]!, colors, box, step, grid));
}

function applied(model: LinearModel, colors: Uint8Array, box: Box, step: number, grid: Size): Float32Array {
  const out = new Float32Array(box.width * box.height);
  for (let y = 0, i = 0; y < box.height; y++) {
    const row = Math.floor(y / step) * grid.width;
    for (let x = 0; x < box.width; x++, i++) {
      const at = row + Math.floor(x / step);
      const [red, green, blue] = [colors[i * 4]!, colors[i * 4 + 1]!, colors[i * 4 + 2]!];
      out[i] =
        (model.red[at]! * red + model.green[at]! * green + model.blue[at]! * blue) / 255 + model.rest[at]!;
    }
  }
  return out;
}

interface Size {
  width: number;
  height: number;
}

/** Means over blocks of `step × step` pixels, cut at the far borders. */
function blockMeans(size: Size, step: number, grid: Size, read: (at: number) => number): Float32Array {
  const sums = new Float32Array(grid.width * grid.height);
  for (let y = 0, i = 0; y < size.height; y++) {
    const row = Math.floor(y / step) * grid.width;
    for (let x = 0; x < size.width; x++, i++) sums[row + Math.floor(x / step)]! += read(i);
  }
  const covered = (cell: number, length: number) => Math.min(step, length - cell * step);
  return sums.map((sum, at) => {
    const [column, row] = [at % grid.width, Math.floor(at / grid.width)];
    return sum / (covered(column, size.width) * covered(row, size.height));
  });
}

const perChannel = (make: (channel: 0 | 1 | 2) => Float32Array): ColorPlanes => [make(0), make(1), make(2)];
