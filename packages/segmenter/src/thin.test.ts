import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import type { Picture } from '@dualedit/foundation';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Segmenter } from './segmenter.js';
import { narrowed, widened } from './thin.js';

const pack = dirname(createRequire(import.meta.url).resolve('@dualedit/model-diorama/package.json'));

/** Pixels that all differ from their neighbors, in a buffer that lies anywhere, as sharp's do. */
const picture = (width: number, height: number): Picture => ({
  width,
  height,
  data: Buffer.concat([
    Buffer.from([1]),
    Uint8Array.from({ length: width * height * 4 }, (_, i) => (i % 4 === 3 ? 255 : (i * 7) % 251)),
  ]).subarray(1),
});

const THIN = [
  [5, 2000],
  [16, 5000],
  [2000, 5],
  [1, 3000],
  [1, 1],
] as const;

describe('a thin picture', () => {
  let segmenter: Segmenter;
  beforeAll(async () => {
    segmenter = await Segmenter.load(pack);
  });
  afterAll(() => segmenter.close());

  it.each(THIN)('of %i × %i is looked at, and its masks have its size', async (width, height) => {
    const shown = picture(width, height);
    const { phrases } = await segmenter.segment(shown, ['cat', 'ball']);
    for (const { instances } of phrases)
      for (const { mask } of instances) expect(mask).toMatchObject({ width, height });
    const mask = await segmenter
      .maskPointed(shown, { box: { left: 0, top: 0, width, height } })
      .catch((e) => e);
    if (mask.code !== 'mask-empty') expect(mask).toMatchObject({ width, height });
  });

  it('is widened by its last column or row, and no other is', () => {
    const wide = widened(picture(2, 640));
    expect(wide).toMatchObject({ width: 20, height: 640 });
    const pixel = (x: number, y: number) => [...wide.data.subarray((y * 20 + x) * 4, (y * 20 + x + 1) * 4)];
    expect(pixel(19, 5)).toEqual(pixel(1, 5));
    expect(pixel(0, 5)).not.toEqual(pixel(1, 5));
    expect(widened(picture(640, 2))).toMatchObject({ width: 640, height: 20 });
    const usual = picture(20, 640);
    expect(widened(usual)).toBe(usual);
    const mask = { width: 20, height: 640, data: new Uint8Array(20 * 640).fill(255) };
    expect(narrowed(mask, picture(2, 640))).toMatchObject({ width: 2, height: 640 });
  });
});
