import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawn, instance, redrawn } from '../testing/fixtures.js';
import { cleanMask } from './clean.js';
import { findComponents } from './components.js';
import { distinct, maskIou } from './distinct.js';
import { featherMask, growMask } from './reshape.js';
import { settleInstances } from './settle.js';
import { boxMask, polygonMask } from './shapes.js';

const anyMask = fc
  .array(fc.string({ unit: fc.constantFrom('#', '#', '.'), minLength: 9, maxLength: 9 }), {
    minLength: 7,
    maxLength: 7,
  })
  .map((rows) => drawn(...rows));

describe('cleaning', () => {
  it('drops specks and fills holes, and keeps large parts and openings', () => {
    const mask = drawn(
      '.......................#',
      '..######....####........',
      '..#.##.#....####....###.',
      '..######....#..#....#.#.',
      '..######....#..#....###.',
      '..######....####........',
      '........................',
    );
    expect(redrawn(cleanMask(mask, { specks: 0.1, holes: 0.1 }))).toEqual([
      '........................',
      '..######....####........',
      '..######....####....###.',
      '..######....#..#....###.',
      '..######....#..#....###.',
      '..######....####........',
      '........................',
    ]);
  });

  it('leaves no part smaller than a speck and no hole smaller than a hole', () => {
    fc.assert(
      fc.property(anyMask, (mask) => {
        const { width, height } = mask;
        const { data } = cleanMask(mask, { specks: 0.3, holes: 0.3 });
        const sizes = (values: Uint8Array, inside: boolean) =>
          findComponents(width, height, (cell) => values[cell]! > 127 === inside).sizes.slice(1);
        const largest = Math.max(0, ...sizes(mask.data, true));
        expect(Math.min(width * height, ...sizes(data, true))).toBeGreaterThanOrEqual(0.3 * largest);
        // A gap at the border is no hole; the border is added as one more ring of gap.
        const framed = Uint8Array.from({ length: (width + 2) * (height + 2) }, (_, i) => {
          const [x, y] = [(i % (width + 2)) - 1, Math.floor(i / (width + 2)) - 1];
          return x >= 0 && y >= 0 && x < width && y < height ? data[y * width + x]! : 0;
        });
        const gaps = findComponents(width + 2, height + 2, (cell) => framed[cell] === 0).sizes.slice(1);
        expect(gaps.every((gap) => gap >= 0.3 * largest)).toBe(true);
      }),
    );
  });

  it('leaves an empty mask empty', () => {
    expect(cleanMask(drawn('...', '...')).data.every((value) => value === 0)).toBe(true);
  });
});

describe('growing and feathering', () => {
  it('grows and shrinks by so many pixels on every side', async () => {
    const mask = drawn('.......', '.......', '...#...', '.......', '.......');
    const grown = await growMask(mask, 2);
    expect(redrawn(grown)).toEqual(['.#####.', '.#####.', '.#####.', '.#####.', '.#####.']);
    const [wide, narrow] = [boxMask({ left: 2, top: 2, width: 6, height: 5 }, { width: 12, height: 9 }), -1];
    expect(redrawn(await growMask(wide, narrow))[3]).toBe('...####.....');
  });

  it('softens the border, half of it inside', async () => {
    const size = { width: 60, height: 20 };
    const mask = boxMask({ left: 0, top: 0, width: 30, height: 20 }, size);
    const { data } = await featherMask(mask, 4);
    const row = Array.from(data.subarray(600, 660));
    expect(row).toEqual(row.toSorted((a, b) => b - a));
    expect(row[5]).toBe(255);
    expect(row[55]).toBe(0);
    expect((row[29]! + row[30]!) / 2).toBeCloseTo(127.5, -1);
  });
});

describe('given shapes', () => {
  const size = { width: 8, height: 4 };

  it('are filled, and cut at the picture', async () => {
    expect(redrawn(boxMask({ left: 6, top: -2, width: 9, height: 4 }, size))).toEqual([
      '......##',
      '......##',
      '........',
      '........',
    ]);
    const triangle = [
      { x: 0, y: 0 },
      { x: 8, y: 0 },
      { x: 0, y: 4 },
    ];
    expect(redrawn(await polygonMask(triangle, size))).toEqual([
      '#######.',
      '#####...',
      '###.....',
      '#.......',
    ]);
  });

  it('are refused where they hold no pixel', async () => {
    expect(() => boxMask({ left: 9, top: 0, width: 3, height: 3 }, size)).toThrow(
      expect.objectContaining({ code: 'mask-empty' }),
    );
    await expect(polygonMask([{ x: 1, y: 1 }], size)).rejects.toMatchObject({ code: 'mask-empty' });
  });
});

describe('instances of one phrase', () => {
  const cat = instance(10, 20, 30, 40);
  const behind = instance(36, 10, 40, 60, 0.8);

  it('are as many as there are things: fragments of a better one are none', () => {
    const ear = instance(12, 16, 8, 10, 0.7);
    const both = instance(8, 8, 70, 64, 0.6);
    expect(distinct([cat, behind, ear, both])).toEqual([cat, behind]);
  });
});

describe('things that overlap', () => {
  const cat = instance(10, 20, 40, 60);
  const hat = instance(20, 10, 20, 20, 0.8);

  it('share no pixel: the smaller one is in front', () => {
    const [[settledCat], [settledHat]] = settleInstances([[cat], [hat]]) as [[typeof cat], [typeof hat]];
    expect(settledHat.mask.data).toEqual(hat.mask.data);
    expect(settledCat.mask.data.filter((value, i) => value > 127 && hat.mask.data[i]! > 127)).toHaveLength(0);
  });

  it('keep their mask where two phrases mean the same', () => {
    const [[one], [other]] = settleInstances([[hat], [{ ...hat, score: 0.3 }]]) as [
      [typeof hat],
      [typeof hat],
    ];
    expect(maskIou(one.mask, other.mask)).toBe(1);
    expect(other.score).toBe(0.3);
  });
});
