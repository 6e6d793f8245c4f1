import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { goldenPair, greyPicture, maskWhere } from '../testing/pictures.js';
import golden from './__fixtures__/similarity.json' with { type: 'json' };
import { MAX_PSNR, meanSquaredError, psnr } from './error.js';
import { msSsim } from './ms-ssim.js';
import { combine, inside, outside } from './pixels.js';
import { ssim } from './ssim.js';

const all = (side: number) => new Uint8Array(side * side).fill(1);
const left = maskWhere(32, (x) => x < 8);
const grey = greyPicture(32, () => 100);

describe('background error', () => {
  it('is that of the background, whatever is masked and however much of it', () => {
    const changed = greyPicture(32, (x) => (x < 8 ? 255 : 151));
    const error = meanSquaredError(grey, changed, outside([left]));
    expect(error).toBeCloseTo((51 / 255) ** 2, 12);
    expect(psnr(error)).toBeCloseTo(-10 * Math.log10(0.04), 10);
    expect(meanSquaredError(grey, changed, inside([left]))).toBeCloseTo((155 / 255) ** 2, 12);
  });

  it('takes the union of overlapping masks', () => {
    const wide = maskWhere(32, (x) => x < 20);
    expect(outside([left, wide])).toEqual(outside([wide]));
  });

  it('is null where all is masked, and 100 dB where nothing differs', () => {
    const whole = maskWhere(32, () => true);
    expect(meanSquaredError(grey, grey, outside([whole]))).toBeNull();
    expect(psnr(null)).toBeNull();
    expect(ssim(grey, grey, outside([whole]))).toBeNull();
    expect(psnr(meanSquaredError(grey, grey, all(32)))).toBe(MAX_PSNR);
  });
});

describe('SSIM', () => {
  it.each(Object.entries(golden.ssim))('equals scikit-image at %s pixels', (side, expected) => {
    const [a, b] = goldenPair(Number(side));
    expect(ssim(a, b, all(Number(side)))).toBeCloseTo(expected, 6);
  });

  it('of two flat greys is the luminance term alone', () => {
    const c1 = (0.01 * 255) ** 2;
    const expected = (2 * 100 * 151 + c1) / (100 ** 2 + 151 ** 2 + c1);
    expect(
      ssim(
        grey,
        greyPicture(32, () => 151),
        all(32),
      ),
    ).toBeCloseTo(expected, 10);
  });

  it('sees nothing of what is masked, not even from pixels beside it', () => {
    const [a, b] = goldenPair(64);
    const mask = maskWhere(64, (x, y) => (x - 30) ** 2 + (y - 30) ** 2 < 200);
    const scribbled = combine(
      greyPicture(64, (x, y) => (x * 31 + y * 17) % 256),
      inside([mask]),
      b,
    );
    expect(ssim(a, scribbled, outside([mask]))).toBe(ssim(a, b, outside([mask])));
  });

  it('is 1 for a picture and itself, the same both ways, and at most 1', () => {
    const pixel = fc.integer({ min: 0, max: 255 });
    fc.assert(
      fc.property(
        fc.array(pixel, { minLength: 256, maxLength: 256 }),
        fc.array(pixel, { minLength: 256, maxLength: 256 }),
        (p, q) => {
          const [a, b] = [
            greyPicture(16, (x, y) => p[16 * y + x]!),
            greyPicture(16, (x, y) => q[16 * y + x]!),
          ];
          const value = ssim(a, b, all(16))!;
          expect(ssim(a, a, all(16))).toBeCloseTo(1, 10);
          expect(ssim(b, a, all(16))).toBeCloseTo(value, 10);
          expect(value).toBeLessThanOrEqual(1 + 1e-9);
        },
      ),
      { numRuns: 20 },
    );
  });
});

describe('MS-SSIM', () => {
  it.each(Object.entries(golden.msSsim))('equals pytorch-msssim at %s pixels', (side, expected) => {
    expect(msSsim(...goldenPair(Number(side)))).toBeCloseTo(expected, 5);
  });

  it('has fewer scales where there is no room, and refuses where there is none for a window', () => {
    const [a, b] = goldenPair(128);
    expect(msSsim(a, a)).toBeCloseTo(1, 10);
    expect(msSsim(a, b)).toBeGreaterThan(0.9);
    expect(() =>
      msSsim(
        greyPicture(10, () => 0),
        greyPicture(10, () => 0),
      ),
    ).toThrow('at least 11×11');
  });
});
