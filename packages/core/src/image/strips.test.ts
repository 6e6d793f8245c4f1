import type { Picture } from '@dualedit/foundation';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { areaOf } from './area.js';
import { pasteInto } from './paste-into.js';

function noise(side: number, seed: number): Picture {
  const data = Uint8Array.from({ length: side * side * 4 }, (_, i) =>
    i % 4 === 3 ? 255 : Math.imul(i + seed, 2654435761) >>> 24,
  );
  return { width: side, height: side, data };
}

it('what is pasted in strips is what is pasted at once, also into the original itself', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 500, max: 3000 }), fc.boolean(), async (stripPixels, isSameShape) => {
      const original = noise(90, 1);
      const data = new Uint8Array(90 * 90);
      for (let y = 20; y < 70; y++) data.fill(255, y * 90 + 25, y * 90 + 60);
      const area = areaOf({ width: 90, height: 90, data });
      const request = {
        original,
        edited: noise(16, 2),
        reconstruction: noise(16, 3),
        region: { left: 4, top: 2, side: 84 },
        layers: [{ area, isSameShape, isSoft: false }],
        old: area,
      };
      const [atOnce, inStrips] = [Uint8Array.from(original.data), Uint8Array.from(original.data)];
      await pasteInto(atOnce, { ...request, stripPixels: 1e6 });
      await pasteInto(inStrips, { ...request, original: { ...original, data: inStrips }, stripPixels });
      expect(Buffer.compare(atOnce, inStrips)).toBe(0);
      expect(Buffer.compare(atOnce, original.data)).not.toBe(0);
    }),
    { numRuns: 4 },
  );
});
