import type { Box } from '@dualedit/foundation';
import { type ColorPlanes, colorGuidedModel, type LinearModel } from './color-guided.js';

/** How far an enlarged edge is blurred, in pixels of the model's picture. */
const BLUR = 1.5;

/** RGBA bytes of a strip of a box. */
export interface DifferenceRows {
  /** The strip's first row in the box: a multiple of the step. */
  row: number;
  /** What the model returned, edited and not, enlarged. */
  edited: Uint8Array;
  unedited: Uint8Array;
}

/**
 * What an edit added to each channel, in levels, as sharp as the original (joint upsampling by a guided filter): the
 * difference as a linear function of the unedited colors around each pixel, found where both are blurred alike, as the
 * model returned them, on a grid of about half a pixel of the model's; and read at the original's sharp colors. Found at
 * these it would be too weak for thin things, whose blurred difference is far smaller than their contrast.
 */
export class SharpDifference {
  /** Pixels of the box to one of the grid. */
  readonly step: number;
  private readonly box: Box;
  private readonly scale: number;
  private readonly grid: { width: number; height: number };
  private readonly guide: ColorPlanes;
  private readonly input: ColorPlanes;
  private models: LinearModel[] = [];

  /** @param scale pixels of the original to one of the model's picture */
  constructor(box: Box, scale: number) {
    this.box = box;
    this.scale = scale;
    this.step = Math.max(1, Math.floor(scale / 2));
    this.grid = { width: Math.ceil(box.width / this.step), height: Math.ceil(box.height / this.step) };
    const cells = this.grid.width * this.grid.height;
    this.guide = perChannel(() => new Float32Array(cells));
    this.input = perChannel(() => new Float32Array(cells));
  }

  /** Reads a strip; all of the box has to be read once. */
  add({ row, edited, unedited }: DifferenceRows): void {
    const pixels = unedited.length / 4;
    for (const channel of CHANNELS) {
      const before = (i: number) => unedited[i * 4 + channel]!;
      const after = (i: number) => edited[i * 4 + channel]!;
      this.average(this.guide[channel], row, pixels, (i) => before(i) / 255);
      this.average(this.input[channel], row, pixels, (i) => after(i) - before(i));
    }
  }

  /** To be called when all of the box was read. */
  finish(): void {
    const radius = Math.max(1, Math.round((BLUR * this.scale) / this.step));
    this.models = colorGuidedModel(this.guide, this.input, { ...this.grid, radius });
  }

  /** What is added to a channel of a pixel of the box, whose RGBA bytes begin at an index of `colors`. */
  at(channel: number, x: number, y: number, colors: Uint8Array, index: number): number {
    const { red, green, blue, rest } = this.models[channel]!;
    const at = Math.floor(y / this.step) * this.grid.width + Math.floor(x / this.step);
    const sum = red[at]! * colors[index]! + green[at]! * colors[index + 1]! + blue[at]! * colors[index + 2]!;
    return Math.fround(sum / 255 + rest[at]!);
  }

  /** Means over blocks of `step × step` pixels, cut at the far borders, of those rows that a strip has. */
  private average(sums: Float32Array, row: number, pixels: number, read: (at: number) => number): void {
    const { step, grid, box } = this;
    const rows = pixels / box.width;
    for (let y = 0, i = 0; y < rows; y++) {
      const line = Math.floor((row + y) / step) * grid.width;
      for (let x = 0; x < box.width; x++, i++) sums[line + Math.floor(x / step)]! += read(i);
    }
    const covered = (cell: number, length: number) => Math.min(step, length - cell * step);
    for (let y = Math.floor(row / step); y < Math.ceil((row + rows) / step); y++)
      for (let x = 0; x < grid.width; x++)
        sums[y * grid.width + x]! /= covered(x, box.width) * covered(y, box.height);
  }
}

const CHANNELS = [0, 1, 2] as const;
const perChannel = (make: () => Float32Array): ColorPlanes => [make(), make(), make()];
