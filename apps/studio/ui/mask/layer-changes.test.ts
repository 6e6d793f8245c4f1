import { describe, expect, it } from 'vitest';
import { changedArea } from './layer-changes.js';
import type { Layer } from './overlay.js';
import { emptyRaster } from './raster.js';
import { isEmpty, NO_RECT, type Rect } from './rect.js';

const ORANGE = [230, 159, 0] as const;
const box = (left: number): Rect => ({ left, top: 0, right: left + 10, bottom: 10 });
const layer = (bounds: Rect): Layer => ({
  raster: emptyRaster(40, 10),
  bounds,
  color: ORANGE,
  hatch: 0,
  fill: 0.25,
  line: 'solid',
});

describe('what is drawn again for other layers', () => {
  const [a, b] = [layer(box(0)), layer(box(20))];

  it('is nothing if they look the same, such as after a stroke', () => {
    expect(isEmpty(changedArea([a, b], [{ ...a, bounds: box(5) }, { ...b }]))).toBe(true);
  });

  it('is where one looks different, came, or went', () => {
    expect(changedArea([a, b], [a, { ...b, fill: 0.4 }])).toEqual(box(20));
    expect(changedArea([a], [a, b])).toEqual(box(20));
    expect(changedArea([a, b], [b])).toEqual({ left: 0, top: 0, right: 30, bottom: 10 });
    expect(isEmpty(changedArea([a], [a, layer(NO_RECT)]))).toBe(true);
  });
});
