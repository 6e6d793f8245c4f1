import fc from 'fast-check';
import sharp from 'sharp';
import { expect, it } from 'vitest';
import { encodeMask } from './png.js';

it('writes masks that other programs read back to the last bit', async () => {
  const sizes = fc.tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 40 }));
  await fc.assert(
    fc.asyncProperty(sizes, fc.integer(), async ([width, height], seed) => {
      const data = Uint8Array.from({ length: width * height }, (_, i) => (i * seed) & 255);
      const file = await encodeMask({ width, height, data });
      const image = sharp(Buffer.from(await file.arrayBuffer()));
      expect(await image.metadata()).toMatchObject({
        format: 'png',
        width,
        height,
        channels: 1,
        depth: 'uchar',
      });
      expect(new Uint8Array(await image.toColourspace('b-w').raw().toBuffer())).toEqual(data);
    }),
    { numRuns: 20 },
  );
});
