import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NO_RECT } from '../mask/rect.js';
import { restOf } from './rest.js';
import { fit, inSight, panBy, toFrame, toPicture, zoomAt } from './view.js';
import { meaningOf } from './wheel.js';

const side = fc.integer({ min: 1, max: 8000 });
const size = fc.record({ width: side, height: side });
const place = fc.record({
  x: fc.double({ min: 0, max: 1000, noNaN: true }),
  y: fc.double({ min: 0, max: 1000, noNaN: true }),
});

describe('the view of a picture', () => {
  it('shows all of it at first, in the middle', () => {
    expect(fit({ width: 200, height: 100 }, { width: 1000, height: 900 }, 50)).toEqual({
      scale: 4.5,
      x: 50,
      y: 225,
    });
    fc.assert(
      fc.property(size, size, (picture, frame) => {
        const { scale, x, y } = fit(picture, frame);
        expect(x).toBeGreaterThanOrEqual(-1e-6);
        expect(y).toBeGreaterThanOrEqual(-1e-6);
        expect(x + picture.width * scale).toBeLessThanOrEqual(frame.width + 1e-6);
      }),
    );
  });

  it('keeps what is under the pointer where it is while zooming', () => {
    const factor = fc.double({ min: 0.2, max: 5, noNaN: true });
    fc.assert(
      fc.property(size, size, place, factor, (picture, frame, pointer, by) => {
        const before = fit(picture, frame);
        const after = zoomAt(before, pointer, by, picture, frame);
        const there = toFrame(after, toPicture(before, pointer));
        expect(Math.hypot(there.x - pointer.x, there.y - pointer.y)).toBeLessThan(1e-6);
      }),
    );
  });

  it('never loses the picture', () => {
    const far = fc.integer({ min: -99_999, max: 99_999 });
    fc.assert(
      fc.property(size, far, far, (picture, dx, dy) => {
        const frame = { width: 800, height: 600 };
        const { scale, x, y } = inSight(panBy(fit(picture, frame), dx, dy), picture, frame);
        expect(x).toBeLessThan(frame.width);
        expect(x + picture.width * scale).toBeGreaterThan(0);
        expect(y).toBeLessThan(frame.height);
        expect(y + picture.height * scale).toBeGreaterThan(0);
      }),
    );
  });
});

describe('a wheel', () => {
  const still = { deltaX: 0, deltaY: 0, deltaMode: 0, ctrlKey: false, altKey: false, metaKey: false };

  it('zooms if it is a mouse’s, and pans if two fingers slide on a touchpad', () => {
    expect(meaningOf({ ...still, deltaY: -120 })).toMatchObject({ kind: 'zoom' });
    expect(meaningOf({ ...still, deltaY: 3, deltaMode: 1 })).toMatchObject({ kind: 'zoom' });
    expect(meaningOf({ ...still, deltaY: 4.5 })).toEqual({ kind: 'pan', dx: -0, dy: -4.5 });
    expect(meaningOf({ ...still, deltaX: 30, deltaY: 2 })).toEqual({ kind: 'pan', dx: -30, dy: -2 });
  });

  it('zooms in for two fingers that spread, and changes the brush with Alt', () => {
    expect(meaningOf({ ...still, deltaY: -4, ctrlKey: true })).toMatchObject({
      kind: 'zoom',
      factor: Math.exp(0.04),
    });
    expect(meaningOf({ ...still, deltaX: 120, altKey: true })).toEqual({ kind: 'size', factor: 1 / 1.1 });
  });
});

describe('the line between before and after', () => {
  const from = (left: number, right: number) => ({ left, top: 0, right, bottom: 100 });

  it('rests in the middle if it cuts what was edited there', () => {
    expect(restOf(NO_RECT, 500)).toBe(0.5);
    expect(restOf(from(200, 320), 500)).toBe(0.5);
    expect(restOf(from(0, 500), 500)).toBe(0.5);
  });

  it('rests on what was edited if that is on one side', () => {
    expect(restOf(from(20, 120), 500)).toBe(0.14);
    expect(restOf(from(240, 440), 500)).toBe(0.68);
  });
});
