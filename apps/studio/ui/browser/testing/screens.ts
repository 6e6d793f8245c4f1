import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { StudioProcess } from '../studio-process.js';
import { type StudioWindow, WATCH_SHIFTS } from '../studio-window.js';
import type { Opened } from './opened.js';

/** Boxes in the window (left, top, width, height), and the share of the picture that is drawn over. */
interface Preview {
  canvas: number[];
  picture: number[];
  shown: number;
}

/** Waits for the first preview that is drawn. */
const WATCH_PREVIEW = `
  const boxOf = (element) => {
    const { left, top, width, height } = element.getBoundingClientRect();
    return [left, top, width, height];
  };
  const look = () => {
    const canvas = document.querySelector('.preview');
    const pixels = canvas?.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data ?? [];
    const shown = pixels.filter((value, i) => i % 4 === 3 && value > 0).length / (pixels.length / 4);
    if (shown > 0)
      window.preview = { canvas: boxOf(canvas), picture: boxOf(document.querySelector('.pictures img')), shown };
    else requestAnimationFrame(look);
  };
  look();
`;

const TOKEN = 'a-token-of-a-test-1';
const HAT = new URL('../../../samples/hat.png', import.meta.url);

/** Screens and languages of all sorts. */
export function screens(opened: () => Opened): void {
  const open = (options: Parameters<typeof StudioWindow.open>[2]) => opened().openWindow(options);

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

    it('shows of a wide picture what the model means by now, where it is in the picture, and nothing jumps', async () => {
      const window = await open({});
      const wide = await sharp(fileURLToPath(HAT))
        .extend({ left: 192, right: 32, extendWith: 'mirror' })
        .toBuffer();
      await window.bring('drop', 'wide.png', wide);
      await window.page.locator('.pictures img').waitFor();
      await window.command.fill('left hat→red');
      await window.masksFound();
      // there are two hats: the other one is meant
      await window.openPanel(0);
      await window.page
        .getByRole('group', { name: 'Or did you mean this one?' })
        .getByRole('button')
        .first()
        .click();
      await window.chips.getByText('painted').waitFor();
      await window.page.keyboard.press('Escape');
      await window.hurry({ steps: 8, method: 'mde' });
      await window.page.evaluate(WATCH_SHIFTS);
      await window.page.evaluate(WATCH_PREVIEW);
      await window.run();
      await window.page.waitForFunction(() => 'preview' in globalThis);
      const { canvas, picture, shown } = await window.page.evaluate<Preview>('window.preview');
      for (const [i, edge] of canvas.entries()) expect(edge).toBeCloseTo(picture[i]!, 0);
      expect(canvas[2]! / canvas[3]!).toBeCloseTo((256 + 192 + 32) / 256, 1);
      expect(shown).toBeGreaterThan(0);
      expect(shown).toBeLessThan(0.5);
      await window.done();
      expect(await window.page.evaluate('window.shift')).toBeLessThan(0.01);
      await window.close();
    });

    it('asks for the token of a studio that has one', async () => {
      const folder = await mkdtemp(join(tmpdir(), 'studio-token-'));
      const studio = new StudioProcess(folder, { tokens: [`me=${TOKEN}`] });
      try {
        await studio.start();
        const context = await opened().browser.newContext({ locale: 'en-US' });
        const page = await context.newPage();
        await page.goto(studio.url);
        const enter = async (token: string) => {
          await page.getByLabel('Token of this studio').fill(token);
          await page.getByRole('button', { name: 'Enter' }).click();
        };
        await enter(TOKEN.toUpperCase());
        await page.getByText('This token is not right').waitFor();
        await enter(TOKEN);
        await page.locator('.samples button').first().waitFor();
        await context.close();
      } finally {
        await studio.stop();
        await rm(folder, { recursive: true, force: true });
      }
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
