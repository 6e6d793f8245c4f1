import type { Mask } from '@dualedit/foundation';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { growMask } from './grow-mask.js';

const masks = fc
  .tuple(fc.integer({ min: 1, max: 14 }), fc.integer({ min: 1, max: 14 }))
  .chain(([width, height]) =>
    fc
      .array(fc.constantFrom(0, 0, 0, 90, 255), { minLength: width * height, maxLength: width * height })
      .map((data): Mask => ({ width, height, data: Uint8Array.from(data) })),
  );

it('marks what is at most so many pixels from the mask, along both sides, and nothing else', () => {
  fc.assert(
    fc.property(masks, fc.nat(5), (mask, pixels) => {
      const { width, height } = mask;
      const isNear = (x: number, y: number) => {
        for (let ny = Math.max(0, y - pixels); ny <= Math.min(height - 1, y + pixels); ny++) {
          for (let nx = Math.max(0, x - pixels); nx <= Math.min(width - 1, x + pixels); nx++) {
            if (mask.data[ny * width + nx]! > 127) return true;
          }
        }
        return false;
      };
      const grown = growMask(mask, pixels);
      expect([grown.width, grown.height]).toEqual([width, height]);
      for (let i = 0; i < width * height; i++) {
        expect(grown.data[i]! > 127).toBe(isNear(i % width, Math.floor(i / width)));
      }
    }),
  );
});
