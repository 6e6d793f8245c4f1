import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { StudioWindow } from '../studio-window.js';
import type { Opened } from './opened.js';

const HAT = new URL('../../../samples/hat.png', import.meta.url);

/** Screens and languages of all sorts. */
export function screens(opened: () => Opened): void {
  const open = (options: Parameters<typeof StudioWindow.open>[2]) =>
    StudioWindow.open(opened().browser, opened().studio.url, options);

  describe('a screen', () => {
    it('is narrow, dark, and in another language; two fingers zoom and paint nothing', async () => {
      const narrow = await open({
        viewport: { width: 360, height: 740 },
        colorScheme: 'dark',
        locale: 'de-DE',
        hasTouch: true,
      });
      await narrow.page.getByText('Zieh ein Bild hierher').waitFor();
      await narrow.takeSample(0);
      await narrow.command.fill('Hut→bl');
      await narrow.page.getByRole('option', { name: 'blau' }).waitFor();
      await narrow.command.press('Tab');
      expect(await narrow.command.inputValue()).toBe('Hut→blau');
      await narrow.status.getByText('Verstanden als: hat→blue').waitFor();
      expect(await narrow.page.evaluate(() => document.documentElement.lang)).toBe('de');
      expect(await narrow.page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
      expect(await narrow.accessibilityFindings()).toEqual([]);
      await narrow.masksFound();
      await narrow.button('Pinsel').click();
      const before = (await narrow.page.locator('.pictures').boundingBox())!;
      await narrow.moveFingers(
        [
          [0.4, 0.4],
          [0.6, 0.5],
        ],
        [
          [0.3, 0.35],
          [0.7, 0.55],
        ],
      );
      const place = async () => (await narrow.page.locator('.pictures').boundingBox())!;
      await expect.poll(async () => (await place()).width / before.width).toBeCloseTo(2, 1);
      const zoomed = await place();
      expect(zoomed.x + zoomed.width / 2).toBeCloseTo(before.x + before.width / 2, 0);
      await narrow.moveFingers(
        [
          [0.4, 0.5],
          [0.6, 0.5],
        ],
        [
          [0.5, 0.55],
          [0.7, 0.55],
        ],
      );
      await expect.poll(async () => (await place()).x).toBeCloseTo(zoomed.x + 0.1 * zoomed.width, 0);
      expect((await place()).width).toBeCloseTo(zoomed.width, 0);
      expect(await narrow.chips.getByText('gemalt').count()).toBe(0);
      await narrow.button('Einstellungen').click();
      expect(await narrow.accessibilityFindings()).toEqual([]);
      await narrow.close();
    });

    it('is wide and light; a picture comes onto it by dropping and by pasting', async () => {
      const wide = await open({ viewport: { width: 2560, height: 1440 }, colorScheme: 'light' });
      const bytes = await readFile(HAT);
      const name = (one: string) => wide.page.locator(`.stage[aria-label^="${one}"]`);
      await wide.bring('drop', 'dropped.png', bytes);
      await name('dropped.png').waitFor();
      await wide.bring('paste', 'pasted.png', bytes);
      await name('pasted.png').waitFor();
      const { width, height } = (await wide.page.locator('.pictures').boundingBox())!;
      expect(Math.max(width, height)).toBeGreaterThan(1200);
      expect(await wide.page.evaluate(() => document.documentElement.scrollWidth)).toBe(2560);
      expect(await wide.accessibilityFindings()).toEqual([]);
      await wide.close();
    });
  });
}
