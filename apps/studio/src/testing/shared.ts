import { readFile } from 'node:fs/promises';
import type { Mask } from '@dualedit/foundation';
import { type OpenedStudio, openStudio, postPicture } from './studio.js';

export const SIZE = 256;

/** One studio with the real engine for all suites: its database and its models take seconds to open. */
export interface Shared {
  studio: OpenedStudio;
  /** The address of a server without tokens. */
  base: string;
  /** A cat with a green hat, as a file, and as a picture of the server. */
  sample: Buffer;
  picture: string;
}

export async function openShared(): Promise<Shared> {
  const studio = await openStudio();
  const base = await studio.serve();
  const sample = await readFile(new URL('../../samples/hat.png', import.meta.url));
  return { studio, base, sample, picture: await postPicture(base, sample) };
}

/** A mask with values of all kinds, so that no step on the way can round it unseen. */
export function painted(): Mask {
  const data = new Uint8Array(SIZE * SIZE);
  for (let y = 40; y < 120; y++)
    for (let x = 80; x < 170; x++) data[y * SIZE + x] = 255 - ((x * 7 + y * 13) % 97);
  return { width: SIZE, height: SIZE, data };
}

/** The seam of an edit, and what a mask's own soft edge adds to it, in pixels. */
const SEAM = 12;

/** Whether a mask has a pixel within the seam of a place. */
export function isNear({ width, height, data }: Mask, x: number, y: number): boolean {
  for (let v = Math.max(0, y - SEAM); v <= Math.min(height - 1, y + SEAM); v++)
    for (let u = Math.max(0, x - SEAM); u <= Math.min(width - 1, x + SEAM); u++)
      if (data[v * width + u]! > 0) return true;
  return false;
}
