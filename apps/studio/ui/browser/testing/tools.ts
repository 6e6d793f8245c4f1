import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Raster } from '../../mask/raster.js';
import type { StudioWindow } from '../studio-window.js';
import type { Opened } from './opened.js';

/** The chip whose mask is worked on. */
const HAT = 1;

/** What can be done with a mask by hand. Masks are looked at as the files that are saved of them. */
export function tools(opened: () => Opened): void {
  describe('a mask', () => {
    let window: StudioWindow;
    let found: Raster;
    let boxed: Raster;
    beforeAll(async () => {
      window = await opened().openWindow();
      [, found] = (await window.masksAfter(() => window.takeSample(0))) as [Raster, Raster];
    });
    afterAll(() => window?.close());

    const mask = () => window.savedMask(HAT);
    const inPanel = async (action: () => Promise<unknown>) => {
      await window.openPanel(HAT);
      await action();
      await window.page.keyboard.press('Escape');
    };

    it('is saved as it was found', async () => {
      expect((await mask()).data).toEqual(found.data);
    });

    it('is cleared, drawn as a box and as a lasso, and erased', async () => {
      await inPanel(() => window.button('Clear').click());
      expect(sumOf(await mask())).toBe(0);
      await window.page.keyboard.press('r');
      await window.drag([
        [0.125, 0.125],
        [0.375, 0.25],
      ]);
      boxed = await mask();
      expect(shareOf(boxed)).toBeCloseTo(0.25 * 0.125, 2);
      await window.page.keyboard.press('l');
      await window.drag([
        [0.5, 0.5],
        [0.9, 0.5],
        [0.9, 0.9],
      ]);
      const withTriangle = await mask();
      expect(shareOf(withTriangle)).toBeCloseTo(shareOf(boxed) + (0.4 * 0.4) / 2, 2);
      await window.page.keyboard.press('e');
      await window.drag([
        [0.7, 0.5],
        [0.8, 0.6],
      ]);
      expect(sumOf(await mask())).toBeLessThan(0.95 * sumOf(withTriangle));
    });

    it('is inverted, and every change is taken back', async () => {
      const before = await mask();
      await inPanel(() => window.button('Invert').click());
      expect((await mask()).data).toEqual(before.data.map((value) => 255 - value));
      await window.page.keyboard.press('z');
      expect((await mask()).data).toEqual(before.data);
      for (let i = 0; i < 4; i++) await window.page.keyboard.press('z');
      expect((await mask()).data).toEqual(found.data);
      expect(await window.button('Undo').isDisabled()).toBe(true);
    });

    it('is grown, shrunk and softened', async () => {
      const slide = (name: string, ...keys: string[]) =>
        inPanel(async () => {
          for (const key of keys) await window.page.locator('.chip-panel').getByLabel(name).press(key);
        });
      await slide('Grow, shrink', 'ArrowRight', 'ArrowRight');
      const grown = await mask();
      expect(sumOf(grown)).toBeGreaterThan(sumOf(found));
      await slide('Grow, shrink', 'ArrowLeft');
      expect(sumOf(await mask())).toBeLessThan(sumOf(grown));
      await slide('Soften', 'PageUp');
      const between = ({ data }: Raster) => data.filter((value) => value > 8 && value < 247).length;
      expect(between(await mask())).toBeGreaterThan(2 * between(grown));
    });

    it('is loaded from a file, and dropped on the picture', async () => {
      const file = await sharp(boxed.data, { raw: { ...sizeOf(boxed), channels: 1 } })
        .png()
        .toBuffer();
      await inPanel(() =>
        window.page
          .locator('.chip-panel input[type=file]')
          .setInputFiles({ name: 'mask.png', mimeType: 'image/png', buffer: file }),
      );
      await expect.poll(async () => sumOf(await mask())).toBe(sumOf(boxed));
      const saved = await sharp(found.data, { raw: { ...sizeOf(found), channels: 1 } })
        .png()
        .toBuffer();
      await window.bring('drop', 'hat-mask.png', saved);
      await expect.poll(async () => sumOf(await mask())).toBe(sumOf(found));
      expect((await mask()).data).toEqual(found.data);
    });

    it('stays while what the thing becomes is said in other words', async () => {
      await window.page.keyboard.press('r');
      await window.drag([
        [0.125, 0.125],
        [0.375, 0.25],
      ]);
      const before = await mask();
      await window.command.fill('cat→dog, hat→blue');
      await window.chips.getByText('hat → blue').waitFor();
      expect((await mask()).data).toEqual(before.data);
    });
  });

  describe('the view', () => {
    let window: StudioWindow;
    beforeAll(async () => {
      window = await opened().openWindow();
      await window.takeSample(0);
      await window.button('Brush').click();
      await window.page.mouse.move(...(await window.placeOf(0.25, 0.25)));
    });
    afterAll(() => window?.close());

    const place = async () => (await window.page.locator('.pictures').boundingBox())!;

    it('has a brush whose size follows keys and Alt with the wheel', async () => {
      const before = await window.brushSize();
      await window.page.keyboard.press(']');
      expect(await window.brushSize()).toBeGreaterThan(before);
      await window.page.keyboard.press('[');
      expect(await window.brushSize()).toBe(before);
      await window.page.keyboard.down('Alt');
      await window.page.mouse.wheel(0, -120);
      await window.page.keyboard.up('Alt');
      await expect.poll(() => window.brushSize()).toBeGreaterThan(before);
    });

    it('zooms to where the wheel of a mouse turns, pans with two fingers on a touchpad, and fits again', async () => {
      const fitted = await place();
      const [x, y] = await window.placeOf(0.25, 0.25);
      await window.page.mouse.wheel(0, -120);
      await expect.poll(async () => (await place()).width).toBeGreaterThan(1.1 * fitted.width);
      const [nextX, nextY] = await window.placeOf(0.25, 0.25);
      expect([nextX, nextY].map(Math.round)).toEqual([x, y].map(Math.round));
      const zoomed = await place();
      await window.page.mouse.wheel(7, 11);
      await expect.poll(async () => (await place()).y).toBeCloseTo(zoomed.y - 11, 0);
      expect((await place()).x).toBeCloseTo(zoomed.x - 7, 0);
      await window.page.keyboard.down(' ');
      await window.page.mouse.down();
      await window.page.mouse.move(x + 30, y + 20);
      await window.page.mouse.up();
      await window.page.keyboard.up(' ');
      await expect.poll(async () => (await place()).x).toBeCloseTo(zoomed.x - 7 + 30, 0);
      await window.page.keyboard.press('0');
      await expect.poll(place).toEqual(fitted);
      expect(await window.chips.getByText('painted').count()).toBe(0);
    });
  });
}

const sizeOf = ({ width, height }: Raster) => ({ width, height });
const sumOf = ({ data }: Raster) => data.reduce((sum, value) => sum + value, 0);
/** The share of a picture that is inside. */
const shareOf = (raster: Raster) => sumOf(raster) / 255 / raster.data.length;
