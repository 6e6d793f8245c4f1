import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openGolden } from '../testing/golden.js';
import { plainPicture } from '../testing/plain-picture.js';
import { openImageProcessor } from './image-processor.js';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

async function processorOf(config: unknown) {
  const folder = mkdtempSync(join(tmpdir(), 'dualedit-vision-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const path = join(folder, 'preprocessor_config.json');
  writeFileSync(path, JSON.stringify(config));
  return openImageProcessor(path);
}

describe('pictures are prepared as Python does it', () => {
  it.each([
    ['CLIP: the short side, bicubic, and the middle', '../safety/__fixtures__', 'feature_extractor'],
    ['ViT: the whole, bilinear', '../caption/__fixtures__', 'captioner'],
  ])('%s', async (_, fixtures, folder) => {
    const process = await openImageProcessor(join(at(fixtures), folder, 'preprocessor_config.json'));
    const { values, width, height } = await process(plainPicture('blue'));
    expect([width, height]).toEqual([32, 32]);
    const { pixels } = openGolden(at(fixtures)).facts;
    expect(values).toHaveLength(pixels.length);
    const differences = pixels.map((value: number, i: number) => Math.abs(value - values[i]!));
    // Pillow and libvips round a byte apart here and there, at edges.
    const step = 1 / 255 / 0.26;
    expect(Math.max(...differences)).toBeLessThan(6 * step);
    const mean = differences.reduce((sum: number, value: number) => sum + value) / differences.length;
    expect(mean).toBeLessThan(0.3 * step);
  });
});

it('reads older files, whose sizes are bare numbers', async () => {
  const process = await processorOf({ size: 24, do_center_crop: true, crop_size: 24 });
  expect(await process(plainPicture('red'))).toMatchObject({ width: 24, height: 24 });
});

it('cuts the middle out, and lays what is too small on black', async () => {
  const process = await processorOf({
    do_resize: false,
    do_center_crop: true,
    crop_size: { height: 100, width: 40 },
    do_normalize: false,
    rescale_factor: 1 / 255,
  });
  const { values, width, height } = await process(plainPicture('red'));
  expect([width, height]).toEqual([40, 100]);
  expect(values[0]).toBe(0);
  expect(values[50 * 40 + 20]).toBeCloseTo(208 / 255);
});
