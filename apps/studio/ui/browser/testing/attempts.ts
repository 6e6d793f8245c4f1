import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EditView } from '../../../src/contract.js';
import type { StudioWindow } from '../studio-window.js';
import type { Opened } from './opened.js';

/** Of an edit that is cancelled: it is not over before, however busy the machine is. */
const ENDLESS = { steps: 200, method: 'mde' } as const;

/** An edit of which something did not come out, and what is done then. */
export function attempts(opened: () => Opened): void {
  describe('an edit that came out in part', () => {
    let window: StudioWindow;
    let first: EditView;
    beforeAll(async () => {
      window = await opened().openWindow();
      await window.takeSample(0);
      // of strength 0 nothing comes out
      await window.command.fill('hat→red, cat→dog (0)');
      await window.masksFound();
      await window.hurry({ steps: 4, method: 'mde' });
      await window.button('Settings').click();
      await window.page.getByLabel('Keep attention maps').check();
      await window.page.keyboard.press('Escape');
      await window.run();
      await window.done();
      first = (await opened().history())[0]!;
    });
    afterAll(() => window?.close());

    const newest = async () => (await opened().history())[0]!;
    const cancelled = () => expect.poll(async () => (await newest()).status).toBe('cancelled');
    const failed = () =>
      first.checks!.edits.flatMap(({ outcome }, i) =>
        outcome === 'came-out' || outcome === 'unknown' ? [] : [first.edits[i]!.canonical],
      );

    it('says what did not, and shows its losses and where the model looked', async () => {
      expect(failed()).toContain('cat→dog (0)');
      expect(await window.page.locator('.outcomes [data-outcome=failed]').count()).toBe(failed().length);
      await window.page.locator('.figures summary').click();
      await window.page.locator('.losses').first().waitFor();
      expect(await window.page.locator('.attention').count()).toBe(2);
    });

    it('is saved as a picture, a sheet, masks and a recipe', async () => {
      await window.button('Download').click();
      const links = await window.page
        .locator('#downloads a')
        .evaluateAll((all) => all.map((link) => (link as HTMLAnchorElement).href));
      const answers = await Promise.all(links.map((link) => window.page.request.get(link)));
      expect(answers.map((answer) => answer.status())).toEqual(links.map(() => 200));
      expect(answers.map((answer) => answer.headers()['content-type']!.split(';')[0])).toEqual([
        'image/png',
        'image/png',
        'image/png',
        'image/png',
        'application/zip',
        'application/json',
      ]);
      await window.page.keyboard.press('Escape');
    });

    it('is tried stronger by one button, and that is cancelled by one key', async () => {
      await window.hurry(ENDLESS);
      await window.button('Stronger').click();
      await window.page.locator('.run-bar').waitFor();
      expect(await newest()).toMatchObject({ settings: { strength: 1.5 }, canonical: first.canonical });
      await window.page.locator('.stage').focus();
      await window.page.keyboard.press('Escape');
      await cancelled();
      await window.status.getByText('Cancelled. Everything is as it was.').waitFor();
    });

    it('waits in a queue behind another, and both are cancelled', async () => {
      await window.status.getByRole('button', { name: 'Try again' }).click();
      await window.page.locator('.run-bar').waitFor();
      await window.run();
      await window.status.getByText(/^Waiting/).waitFor();
      // the running one first, which stands below
      for (const at of [1, 0])
        await window.entries
          .nth(at)
          .getByRole('button', { name: /^Cancel/ })
          .click();
      await expect
        .poll(async () => (await opened().history()).slice(0, 2).map(({ status }) => status))
        .toEqual(['cancelled', 'cancelled']);
    });

    it('goes on with what failed, alone, on the result', async () => {
      await window.entries.and(window.page.locator('[data-status=done]')).first().locator('.thumb').click();
      await window.done();
      await window.hurry(ENDLESS);
      await window.button('One by one').click();
      await window.page.locator('.run-bar').waitFor();
      expect(await newest()).toMatchObject({ canonical: failed().join(', '), parent: first.id });
      await window.status.getByRole('button', { name: /^Cancel/ }).click();
      await cancelled();
    });
  });
}
