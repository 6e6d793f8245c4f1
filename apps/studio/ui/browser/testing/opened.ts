import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import type { EditPage, EditView } from '../../../src/contract.js';
import { openBrowser } from '../browser.js';
import { StudioProcess } from '../studio-process.js';
import { StudioWindow } from '../studio-window.js';

/** One studio and one browser for all suites: each takes seconds to start. */
export interface Opened {
  studio: StudioProcess;
  browser: Browser;
  /** Another window of the studio. */
  openWindow(options?: BrowserContextOptions): Promise<StudioWindow>;
  /** The history, newest first. */
  history(): Promise<EditView[]>;
  close(): Promise<void>;
}

export async function openAll(): Promise<Opened> {
  const folder = await mkdtemp(join(tmpdir(), 'studio-ui-'));
  const studio = new StudioProcess(folder);
  const [browser] = await Promise.all([openBrowser(), studio.start()]);
  return {
    studio,
    browser,
    openWindow: (options) => StudioWindow.open(browser, studio.url, options),
    history: async () => ((await (await fetch(`${studio.url}/v1/edits`)).json()) as EditPage).edits,
    close: async () => {
      await browser.close();
      await studio.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
