import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Detection, Detector } from '../detectors/detection.js';
import { encodingOnce } from '../sam/encoding-once.js';
import type { Sam } from '../sam/sam.js';
import { lookEverywhere } from './look.js';
import { maskPointed } from './mask-pointed.js';
import { mergeSeen, type Seen, withoutGlimpses } from './merge.js';
import { squaresOf, tilesOf, viewAround } from './views.js';

const sizes = fc.record({
  width: fc.integer({ min: 8, max: 900 }),
  height: fc.integer({ min: 8, max: 900 }),
});

describe('views', () => {
  it('cover a picture of any shape, and lie within it', () => {
    fc.assert(
      fc.property(sizes, fc.integer({ min: 1, max: 4 }), (picture, part) => {
        const side = Math.ceil(Math.min(picture.width, picture.height) / part);
        const views = part === 1 ? squaresOf(picture) : tilesOf(picture, side);
        for (const { left, top, width, height } of views) {
          expect(Math.min(left, top)).toBeGreaterThanOrEqual(0);
          expect(left + width).toBeLessThanOrEqual(picture.width);
          expect(top + height).toBeLessThanOrEqual(picture.height);
        }
        // A thing of half a side, wherever it is, lies in one view as a whole.
        const half = Math.floor(side / 2);
        for (let left = 0; left + half <= picture.width; left += 7)
          for (let top = 0; top + half <= picture.height; top += 13)
            expect(
              views.some(
                (view) =>
                  view.left <= left &&
                  view.top <= top &&
                  left + half <= view.left + view.width + 1 &&
                  top + half <= view.top + view.height + 1,
              ),
            ).toBe(true);
      }),
      { numRuns: 12 },
    );
  });

  it('is one for a picture that is nearly square', () => {
    expect(squaresOf({ width: 100, height: 110 })).toHaveLength(1);
    expect(squaresOf({ width: 100, height: 111 })).toHaveLength(2);
    expect(squaresOf({ width: 400, height: 100 })).toHaveLength(7);
    // However long it is, there are not many more.
    expect(squaresOf({ width: 1, height: 10_000 })).toHaveLength(31);
  });

  it('around a thing at a corner is moved into the picture', () => {
    expect(viewAround({ left: 90, top: 0, width: 10, height: 10 }, 40, { width: 100, height: 50 })).toEqual({
      left: 60,
      top: 0,
      width: 40,
      height: 40,
    });
  });
});

describe('what is seen in several views', () => {
  const picture = { width: 300, height: 100 };
  const view = (left: number) => ({ left, top: 0, width: 100, height: 100 });
  const seen = (left: number, right: number, at: number, score = 0.9): Seen => ({
    corners: [left, 20, right, 80],
    score,
    view: view(at),
  });

  it('is taken from where it is whole', () => {
    const [whole, cut] = [seen(60, 120, 50), seen(60, 100, 0, 0.95)];
    expect(mergeSeen([cut, whole], picture)).toEqual([whole]);
  });

  it('is joined if no view shows it whole', () => {
    const [joined, ...rest] = mergeSeen([seen(20, 150, 50), seen(20, 100, 0), seen(100, 190, 100)], picture);
    expect(rest).toEqual([]);
    expect(joined!.corners).toEqual([20, 20, 190, 80]);
  });

  it('is not what half of it looks like under another name', () => {
    const [ball, half] = [seen(60, 120, 50), seen(100, 120, 100, 0.7)];
    const [hat, cup] = [seen(70, 90, 50, 0.6), seen(100, 150, 100, 0.8)];
    expect(withoutGlimpses([[ball], [half, hat], [cup]], picture)).toEqual([[ball], [hat], [cup]]);
    // What a part looks like ends less exactly at the edge than the part itself.
    const near = seen(106, 122, 100, 0.7);
    expect(withoutGlimpses([[ball], [near]], picture)[1]).toEqual([]);
    // A surer one is no glimpse.
    expect(withoutGlimpses([[ball], [{ ...half, score: 0.95 }]], picture)[1]).toHaveLength(1);
  });

  it('at the edge of the picture is whole there', () => {
    expect(mergeSeen([seen(0, 60, 0), seen(240, 300, 200)], picture)).toHaveLength(2);
  });
});

describe('a look at a large picture', () => {
  const SIDE = 32;

  /** Sees a white square if it has as many as 6 pixels of its own picture; its boxes are as coarse as these. */
  function detector(): Detector & { looks: number } {
    return {
      side: SIDE,
      looks: 0,
      async detect({ width, height, data }, phrases) {
        this.looks++;
        const unit = width / SIDE;
        let [left, top, right, bottom] = [width, height, 0, 0];
        for (let y = 0; y < height; y++)
          for (let x = 0; x < width; x++) {
            if (data[(y * width + x) * 4] !== 255) continue;
            [left, top] = [Math.min(left, x), Math.min(top, y)];
            [right, bottom] = [Math.max(right, x + 1), Math.max(bottom, y + 1)];
          }
        const isSeen = right - left >= 3 * unit;
        const found: Detection[] = isSeen ? [{ corners: [left, top, right, bottom], score: 0.8 }] : [];
        return phrases.map((phrase) => (phrase === 'square' ? found : []));
      },
      async close() {},
    };
  }

  /** A white square of this size, and where a look at 600 rows finds it. */
  function pictureOf(size: number) {
    const thing = { left: 700, top: 310, size };
    const data = new Uint8Array(1000 * 600 * 4);
    for (let y = thing.top; y < thing.top + thing.size; y++)
      data.fill(255, (y * 1000 + thing.left) * 4, (y * 1000 + thing.left + thing.size) * 4);
    const corners = [thing.left, thing.top, thing.left + size, thing.top + size];
    return { picture: { width: 1000, height: 600, data }, corners };
  }
  const options = { threshold: 0.5, faint: 0.25 };

  it.each([
    ['of 4 % of its height in tiles, then from nearby', 24, 60],
    ['that is small from nearby', 60, 150],
  ])('finds a thing %s', async (_, size, side) => {
    const { picture, corners } = pictureOf(size);
    const { seen, best } = await lookEverywhere(detector(), picture, ['square'], { ...options, asked: 1 });
    expect(best).toEqual([0.8]);
    expect(seen[0]!.length).toBeGreaterThan(0);
    for (const one of seen[0]!) {
      expect(one.corners).toEqual(corners);
      expect(one.view.width).toBe(side);
    }
  });

  it('does not look in tiles for what nobody asks for', async () => {
    const eyes = detector();
    const { picture } = pictureOf(24);
    await lookEverywhere(eyes, picture, ['square'], { ...options, asked: 0 });
    expect(eyes.looks).toBe(squaresOf(picture).length);
  });

  it('stops when told to', async () => {
    const signal = AbortSignal.abort();
    await expect(
      lookEverywhere(detector(), pictureOf(24).picture, ['cat'], { ...options, asked: 1, signal }),
    ).rejects.toMatchObject({ code: 'aborted' });
  });
});

/** A SAM that proposes a blot at each first point, and counts what it is asked for. */
function countingSam(): { sam: Sam; encoded: number; decoded: number } {
  const counts = { encoded: 0, decoded: 0 };
  const sam: Sam = {
    embed: async (picture) => {
      counts.encoded++;
      return { features: {}, picture, shown: { x: 1, y: 1 }, scale: { x: 1, y: 1 } };
    },
    byBoxes: async () => [],
    takesPoints: true,
    byPoints: async ({ picture: { width, height } }, prompts) => {
      counts.decoded++;
      return prompts.map(([first]) => {
        const near = (i: number) =>
          Math.hypot((i % 64) - (64 * first!.x) / width, Math.floor(i / 64) - (64 * first!.y) / height) < 8;
        const data = Float32Array.from({ length: 64 * 64 }, (_, i) => (near(i) ? 4 : -4));
        return [{ logits: { width: 64, height: 64, data }, iou: 0.9 }];
      });
    },
    close: async () => {},
  };
  return Object.assign(counts, { sam: encodingOnce(sam) });
}

describe('a pointer that moves', () => {
  it.each([
    ['a square picture', 200, 200, 1],
    ['a wide one', 600, 200, 5],
    ['a tall one', 200, 300, 2],
  ])(
    'over %s has the decoder run each time, and the encoder once per view',
    async (_, width, height, views) => {
      const counting = countingSam();
      const picture = { width, height, data: new Uint8Array(width * height * 4) };
      let points = 0;
      for (let x = 20; x < width; x += 40) {
        for (let y = 20; y < height; y += 60) {
          const { mask } = await maskPointed(counting.sam, picture, { points: [{ x, y, inside: true }] });
          expect(mask).toMatchObject({ width, height });
          expect(mask.data[y * width + x]).toBe(255);
          points++;
        }
      }
      expect(counting.decoded).toBe(points);
      expect(counting.encoded).toBe(views);
    },
  );
});
