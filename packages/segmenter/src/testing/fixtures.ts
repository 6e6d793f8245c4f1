import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Mask, Picture } from '@dualedit/foundation';
import type { Instance } from '../instance.js';

/** The side of the pictures that the tiny models see. */
export const SIZE = 64;

/** A folder of `src/__fixtures__`, which scripts/tiny_models.py writes. */
export function fixture(name: string): string {
  return fileURLToPath(new URL(`../__fixtures__/${name}`, import.meta.url));
}

// biome-ignore lint/suspicious/noExplicitAny: each golden file has a shape of its own
export async function golden(name: string): Promise<any> {
  return JSON.parse(await readFile(`${fixture(name)}/golden.json`, 'utf8'));
}

/** The picture that the golden files are about. */
export function goldenPicture(): Picture {
  const data = new Uint8Array(SIZE * SIZE * 4);
  for (let y = 0; y < SIZE; y++) {
    for (let x = 0; x < SIZE; x++) {
      data.set([(x * 4) % 256, (y * 4) % 256, ((x ^ y) * 4) % 256, 255], (y * SIZE + x) * 4);
    }
  }
  return { width: SIZE, height: SIZE, data };
}

/** A mask drawn with `#`, one text a row. */
export function drawn(...rows: string[]): Mask {
  const data = Uint8Array.from(rows.join(''), (cell) => (cell === '#' ? 255 : 0));
  return { width: rows[0]!.length, height: rows.length, data };
}

export function redrawn({ width, height, data }: Mask): string[] {
  return Array.from({ length: height }, (_, y) =>
    Array.from(data.subarray(y * width, (y + 1) * width), (value) => (value > 127 ? '#' : '.')).join(''),
  );
}

/** An instance that fills a box of a 100×100 picture. */
export function instance(left: number, top: number, width: number, height: number, score = 0.9): Instance {
  const data = new Uint8Array(100 * 100);
  for (let y = top; y < top + height; y++) data.fill(255, y * 100 + left, y * 100 + left + width);
  return { mask: { width: 100, height: 100, data }, box: { left, top, width, height }, score };
}
