import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Raster } from '../../mask/raster.js';
import type { StudioWindow } from '../studio-window.js';
import type { Opened } from './opened.js';

/** Somebody who points at things and says only what becomes of them. */
export function pointing(opened: () => Opened): void {
  describe('a thing that is pointed at', () => {
    let window: StudioWindow;
    let cat: Raster;
    let hat: Raster;
    beforeAll(async () => {
      window = await opened().openWindow();
      [cat, hat] = (await window.masksAfter(() => window.takeSample(0))) as [Raster, Raster];
      await window.command.fill('');
      await window.chips.first().waitFor({ state: 'detached' });
    });
    afterAll(() => window?.close());

    const pointedAt = () =>
      window.page
        .waitForRequest((request) => request.url().endsWith('/segment'))
        .then(async (request) => {
          await request.response();
          return request.postDataJSON() as { points?: { positive: boolean }[]; box?: object };
        });

    /** The caret follows the words a frame later: keys before that are the stage's. */
    const caretAtTheEnd = () =>
      window.page.waitForFunction(() => {
        const { id, value, selectionStart } = document.activeElement as HTMLInputElement;
        return id === 'command' && selectionStart === value.length;
      });

    it('lights up under the pointer, and a click makes a chip of it that waits for what it becomes', async () => {
      const place = await window.placeOf(...middleOf(cat));
      const asked = pointedAt();
      await window.page.mouse.move(...place);
      await asked;
      await expect.poll(() => window.opacityAt(place)).toBeGreaterThan(0);
      await window.page.mouse.click(...place);
      await window.chips.getByText('cat → …').waitFor();
      await expect.poll(() => window.command.inputValue()).toBe('cat→');
      await caretAtTheEnd();
      await window.page.keyboard.type('dog');
      await window.chips.getByText('cat → dog').waitFor();
      await window.chips.getByText('painted').waitFor();
    });

    it('is corrected by clicks with Shift and Alt', async () => {
      for (const [key, positive] of [
        ['Shift', true],
        ['Alt', false],
      ] as const) {
        await window.page.keyboard.down(key);
        const asked = pointedAt();
        await window.page.mouse.click(...(await window.placeOf(...middleOf(positive ? cat : hat))));
        await window.page.keyboard.up(key);
        expect((await asked).points!.at(-1)).toMatchObject({ positive });
      }
    });

    it('is found in a box that is drawn around it', async () => {
      const [left, top, right, bottom] = boxOf(hat);
      const asked = pointedAt();
      await window.drag([
        [left, top],
        [right, bottom],
      ]);
      expect((await asked).box).toBeDefined();
      await window.chips.getByText('hat → …').waitFor();
      await expect.poll(() => window.command.inputValue()).toBe('cat→dog, hat→');
      await caretAtTheEnd();
      await window.page.keyboard.type('red');
      await window.chips.getByText('hat → red').waitFor();
    });

    it('is edited by what the pointer marked; of several variants one is kept', async () => {
      await window.hurry({ steps: 2, variants: 2 });
      await window.run();
      await window.done();
      const [made] = await opened().history();
      expect(made).toMatchObject({ canonical: 'cat→dog, hat→red', variants: 2 });
      expect(made!.masks.every(({ given }) => given !== undefined)).toBe(true);
      const variants = window.entries.first().locator('.variants li');
      expect(await variants.count()).toBe(2);
      await variants.nth(1).locator('.variant').click();
      await window.page.locator('.after[src*="/results/1/"]').waitFor();
      await variants.nth(1).getByRole('button', { name: /^Keep/ }).click();
      await variants.first().waitFor({ state: 'detached' });
      expect((await opened().history())[0]).toMatchObject({ chosen: 1, isKept: true });
    });
  });
}

/** A place on a thing, 0…1 across and down: the middle one of its pixels. */
function middleOf({ width, height, data }: Raster): [number, number] {
  const inside = [...data.keys()].filter((i) => data[i]! >= 128);
  const at = inside[Math.floor(inside.length / 2)]!;
  return [((at % width) + 0.5) / width, (Math.floor(at / width) + 0.5) / height];
}

/** The box around a thing with a little room, 0…1 across and down. */
function boxOf({ width, height, data }: Raster): [number, number, number, number] {
  const inside = [...data.keys()].filter((i) => data[i]! >= 128);
  const [xs, ys] = [inside.map((i) => i % width), inside.map((i) => Math.floor(i / width))];
  return [
    Math.max(0, Math.min(...xs) - 3) / width,
    Math.max(0, Math.min(...ys) - 3) / height,
    (Math.max(...xs) + 4) / width,
    (Math.max(...ys) + 4) / height,
  ];
}
