import { describe, expect, it } from 'vitest';
import { fitMask } from './given-mask.js';
import type { Mask } from './mask.js';

const THING = { name: 'hat', isThing: true };
const SIZE = { width: 40, height: 30 };

/** A box of 12×10 pixels of one value in a mask of another. */
function box(inside: number, outside = 0, { width, height } = SIZE): Mask {
  const data = Uint8Array.from({ length: width * height }, (_, i) => {
    const [x, y] = [(i % width) / width, Math.floor(i / width) / height];
    return x >= 0.3 && x < 0.6 && y >= 0.2 && y < 0.5 ? inside : outside;
  });
  return { width, height, data };
}

const codes = ({ notes }: { notes: { kind: string }[] }) => notes.map(({ kind }) => kind);

describe('a mask that is given', () => {
  it('is used as it is, soft edges included', async () => {
    for (const mask of [box(255), box(200), box(128, 60)])
      expect(await fitMask(mask, SIZE, THING)).toEqual({ mask, notes: [] });
  });

  it.each([[{ width: 80, height: 60 }], [{ width: 20, height: 15 }], [{ width: 39, height: 29 }]])(
    'is scaled from another size of the same aspect, and that is said: %j',
    async (size) => {
      const fitted = await fitMask(box(255, 0, size), SIZE, THING);
      expect(codes(fitted)).toEqual(['mask-scaled']);
      const wrong = fitted.mask.data.filter((value, i) => value > 127 !== box(255).data[i]! > 127).length;
      expect(wrong).toBeLessThan(45);
    },
  );

  it('of another aspect is refused', async () => {
    await expect(fitMask(box(255, 0, { width: 40, height: 40 }), SIZE, THING)).rejects.toMatchObject({
      code: 'mask-size',
    });
  });

  it('in gray below a half is brightened, and that is said; noise is nothing', async () => {
    const fitted = await fitMask(box(115), SIZE, THING);
    expect(codes(fitted)).toEqual(['mask-brightened']);
    expect(fitted.mask).toEqual(box(255));
    await expect(fitMask(box(9, 3), SIZE, THING)).rejects.toMatchObject({ code: 'mask-empty' });
  });

  it('that looks inverted is asked about, and used as the answer says', async () => {
    await expect(fitMask(box(0, 255), SIZE, THING)).rejects.toMatchObject({
      code: 'mask-inverted',
      received: 91,
      hint: expect.stringContaining('--mask-invert'),
    });
    expect((await fitMask(box(0, 255), SIZE, { ...THING, invert: true })).mask).toEqual(box(255));
    expect((await fitMask(box(0, 255), SIZE, { ...THING, invert: false })).mask).toEqual(box(0, 255));
    // A background is all around.
    expect((await fitMask(box(0, 255), SIZE, { ...THING, isThing: false })).notes).toEqual([]);
  });

  it('of a large thing that leaves some of the border is no inverted one', async () => {
    const large = { ...SIZE, data: new Uint8Array(1200).fill(255, 200) };
    expect((await fitMask(large, SIZE, THING)).mask).toEqual(large);
  });
});
