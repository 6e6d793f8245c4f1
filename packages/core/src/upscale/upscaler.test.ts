import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Picture } from '@dualedit/foundation';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openGolden } from '../testing/golden.js';
import { tilesWith } from './tiles.js';
import { hasUpscaler, Upscaler } from './upscaler.js';

const FIXTURES = fileURLToPath(new URL('./__fixtures__', import.meta.url));

/** As `scripts/upscaler.py` draws it. */
function drawn(width: number, height: number): Picture {
  const data = Uint8Array.from({ length: width * height * 4 }, (_, i) => {
    const [channel, at] = [i % 4, Math.floor(i / 4)];
    return channel === 3 ? 255 : ((at % width) * 11 + Math.floor(at / width) * 17 + channel * 50) % 256;
  });
  return { width, height, data };
}

function packWithout(change: (folder: string) => void): string {
  const pack = mkdtempSync(join(tmpdir(), 'dualedit-pack-'));
  onTestFinished(() => rmSync(pack, { recursive: true }));
  cpSync(FIXTURES, pack, { recursive: true });
  change(join(pack, 'upscaler'));
  return pack;
}

describe('an upscaler', () => {
  it('draws what transformers’ Swin2SR draws', async () => {
    const upscaler = await Upscaler.open(FIXTURES);
    onTestFinished(() => upscaler.release());
    const large = await upscaler.upscale(drawn(20, 13));
    expect([large.width, large.height, upscaler.factor]).toEqual([40, 26, 2]);
    const { rgb } = openGolden(FIXTURES).facts as { rgb: number[] };
    const own = [...large.data].filter((_, i) => i % 4 !== 3);
    expect(own).toHaveLength(rgb.length);
    expect(Math.max(...own.map((value, i) => Math.abs(value - rgb[i]!)))).toBeLessThanOrEqual(1);
  });

  it('is refused without its model, and if it is none', async () => {
    const bare = packWithout((folder) => rmSync(join(folder, 'onnx'), { recursive: true }));
    expect(hasUpscaler(bare)).toBe(true);
    await expect(Upscaler.open(bare)).rejects.toMatchObject({ code: 'pack-incomplete' });
    const other = packWithout((folder) => writeFileSync(join(folder, 'config.json'), '{}'));
    await expect(Upscaler.open(other)).rejects.toMatchObject({
      code: 'model-unsupported',
      received: { upscale: 1, outputs: ['reconstruction'] },
    });
  });
});

it('tiles of a picture show each of its pixels once, with a margin where it goes on', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: 300 }), (width, height) => {
      const counts = new Uint8Array(width * height);
      for (const { tile, kept } of tilesWith({ width, height }, 64, 8)) {
        expect(Math.max(tile.width, tile.height)).toBeLessThanOrEqual(64);
        expect([tile.left >= 0, tile.left + tile.width <= width]).toEqual([true, true]);
        expect(kept.left === 0 || kept.left - tile.left >= 8).toBe(true);
        const [right, end] = [kept.left + kept.width, tile.left + tile.width];
        expect(right === width || end - right >= 8).toBe(true);
        for (let y = kept.top; y < kept.top + kept.height; y++)
          for (let x = kept.left; x < right; x++) counts[y * width + x]!++;
      }
      expect(counts.every((count) => count === 1)).toBe(true);
    }),
    { numRuns: 40 },
  );
});
