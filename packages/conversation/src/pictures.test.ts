import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { fitted } from './pictures.js';

describe('pictures', () => {
  it('fit the platform, without what the upload carried beside its pixels', async () => {
    const noise = Buffer.from(
      Array.from({ length: 200 * 200 * 3 }, (_, at) => Math.abs(Math.sin(at * 12.9898) * 43758.5453) * 256),
    );
    const bytes = await sharp(noise, { raw: { width: 200, height: 200, channels: 3 } })
      .withExif({ IFD0: { Copyright: 'home address' } })
      .png()
      .toBuffer();
    const whole = await fitted('after', bytes, 2 ** 20);
    expect(whole).toMatchObject({ name: 'after.png', reduced: false });
    expect((await sharp(whole.bytes).metadata()).exif).toBeUndefined();
    const small = await fitted('after', bytes, 5_000);
    expect(small).toMatchObject({ name: 'after.jpg', reduced: true });
    expect(small.bytes.length).toBeLessThanOrEqual(5_000);
  });
});
