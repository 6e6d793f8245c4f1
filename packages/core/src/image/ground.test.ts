import type { Picture } from '@dualedit/foundation';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { onGround } from './ground.js';

const pictures = fc
  .record({ width: fc.integer({ min: 1, max: 9 }), height: fc.integer({ min: 1, max: 9 }) })
  .chain(({ width, height }) =>
    fc
      .uint8Array({ minLength: width * height * 4, maxLength: width * height * 4 })
      .map((data): Picture => ({ width, height, data })),
  );

/** A disc of one color in the middle of 20×20 pixels, as large as `radius`. */
function disc(radius: number, [red, green, blue]: number[], hidden = [0, 0, 0]): Picture {
  const data = new Uint8Array(1600);
  for (let i = 0; i < 400; i++) {
    const isInside = Math.hypot((i % 20) - 9.5, Math.floor(i / 20) - 9.5) < radius;
    data.set(isInside ? [red!, green!, blue!, 255] : [...hidden, 0], i * 4);
  }
  return { width: 20, height: 20, data };
}

const corner = ({ data }: Picture) => [...data.subarray(0, 4)];

describe('a picture on its ground', () => {
  it('is opaque, and lifted off again unedited it is the original, byte for byte', () => {
    fc.assert(
      fc.property(pictures, (original) => {
        const { picture, lift } = onGround(original);
        const hasSome = original.data.some((value, i) => i % 4 === 3 && value > 0);
        if (hasSome) expect(picture.data.every((value, i) => i % 4 !== 3 || value === 255)).toBe(true);
        expect([...lift(picture).data]).toEqual([...original.data]);
      }),
    );
  });

  it('is itself if it is opaque', () => {
    const picture = { width: 1, height: 1, data: Uint8Array.of(1, 2, 3, 255) };
    expect(onGround(picture).picture).toBe(picture);
  });

  it('shows nothing of what is stored under transparent pixels', () => {
    const [black, green] = [disc(5, [200, 0, 0]), disc(5, [200, 0, 0], [0, 255, 0])];
    expect(onGround(black).picture).toEqual(onGround(green).picture);
  });

  it('has white around a cut-out, gray around a white one, and the color at the edge in holes', () => {
    expect(corner(onGround(disc(5, [200, 40, 0])).picture)).toEqual([255, 255, 255, 255]);
    expect(corner(onGround(disc(5, [250, 250, 250])).picture)).toEqual([128, 128, 128, 255]);
    expect(corner(onGround(disc(11, [200, 40, 0])).picture)).toEqual([200, 40, 0, 255]);
  });

  it('is seen in its own colors if all of it is half transparent', () => {
    const half = { width: 2, height: 1, data: Uint8Array.of(9, 99, 199, 128, 10, 20, 30, 128) };
    expect([...onGround(half).picture.data]).toEqual([9, 99, 199, 255, 10, 20, 30, 255]);
  });
});

it('gives an edited translucent pixel the color that looks as edited, and its own alpha', () => {
  const original = disc(5, [200, 40, 0]);
  original.data.set([200, 40, 0, 128], 4 * (10 * 20 + 10));
  const { picture, lift } = onGround(original);
  const edited = { ...picture, data: Uint8Array.from(picture.data) };
  const at = 4 * (10 * 20 + 10);
  edited.data.set([150, 150, 255], at);
  edited.data.set([1, 2, 3], 0);
  const { data } = lift(edited);
  expect(data[at + 3]).toBe(128);
  const seen = (channel: number) => (data[at + channel]! * 128 + 255 * 127) / 255;
  for (const [channel, wanted] of [150, 150, 255].entries())
    expect(Math.abs(seen(channel) - wanted)).toBeLessThan(1.5);
  // Nobody sees it.
  expect([...data.subarray(0, 4)]).toEqual([0, 0, 0, 0]);
});
