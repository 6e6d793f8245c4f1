import { encodeMask, encodePicture, type Mask } from '@dualedit/foundation';
import type { Jobs, PictureRole, StoredPicture } from '@dualedit/jobs';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { fitted, masksPicture } from './pictures.js';
import { job } from './testing/job.js';
import { textsFor } from './texts.js';

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

  it('of masks show what was edited and what was kept, each by its name', async () => {
    const size = { width: 200, height: 100 };
    const gray = { ...size, data: new Uint8Array(200 * 100 * 4).fill(200) };
    const half = (isRight: boolean): Mask => ({
      ...size,
      data: Uint8Array.from({ length: 200 * 100 }, (_, at) => (at % 200 >= 100 === isRight ? 255 : 0)),
    });
    const stored: Partial<Record<PictureRole, Uint8Array[]>> = {
      input: [await encodePicture(gray)],
      mask: [await encodeMask(half(false))],
    };
    const jobs = {
      pictures: async (of: string, role: PictureRole): Promise<StoredPicture[]> =>
        (stored[role] ?? []).map((bytes, index) => ({ job: of, role, index, format: 'png', bytes })),
    } as Jobs;
    const done = job('cat→dog', { state: 'done', result: { unnamed: ['hat'] } as never });
    const shown = async () =>
      (await masksPicture(jobs, done, { say: textsFor('en'), limit: 2 ** 20 }))!.bytes;
    const changed = async (left: number) => {
      const part = sharp(await shown())
        .extract({ left, top: 0, width: 90, height: 100 })
        .removeAlpha();
      return (await part.raw().toBuffer()).some((value) => value !== 200);
    };
    expect([await changed(0), await changed(110)]).toEqual([true, false]);
    stored.kept = [await encodeMask(half(true))];
    expect([await changed(0), await changed(110)]).toEqual([true, true]);
  });
});
