import { readFile } from 'node:fs/promises';
import { encodeMask } from '@dualedit/foundation';
import { describe, expect, it } from 'vitest';
import type { LinkAnswer } from '../../../src/contract.js';
import { painted } from '../../../src/testing/shared.js';
import { StudioWindow } from '../studio-window.js';
import type { Opened } from './opened.js';

/** An address that a bot gave somebody. */
export function links(opened: () => Opened): void {
  describe('a link', () => {
    it('shows picture, command and masks, ready to be painted on; once it is over, that is said', async () => {
      const { browser, studio } = opened();
      const form = new FormData();
      const sample = await readFile(new URL('../../../samples/hat.png', import.meta.url));
      form.set('picture', new Blob([new Uint8Array(sample)]));
      form.set('command', 'cat→dog, hat→red');
      form.set('mask[1]', new Blob([new Uint8Array(await encodeMask(painted()))]));
      const answer = await fetch(`${studio.url}/v1/links`, { method: 'POST', body: form });
      const { url } = (await answer.json()) as LinkAnswer;

      const window = await StudioWindow.open(browser, url);
      await window.chips.nth(1).getByText('painted').waitFor();
      expect(await window.command.inputValue()).toBe('cat→dog, hat→red');
      expect(window.page.url()).toBe(`${studio.url}/`);
      await window.masksFound();
      expect(Buffer.compare((await window.savedMask(1)).data, painted().data)).toBe(0);

      // as the server answers once the session is over
      const error = { code: 'token-missing', message: 'A token is wanted.', next: '' };
      await window.page.route('**/v1/read', (route) => route.fulfill({ status: 401, json: { error } }));
      await window.command.fill('hat→blue');
      await window.page.getByText('This session is over').waitFor();
      await window.close();

      const again = await StudioWindow.open(browser, url);
      await again.page.getByText('This link opens nothing').waitFor();
      expect(again.page.url()).toBe(`${studio.url}/`);
      await again.close();
    });
  });
}
