// Draws the picture of the README of apps/studio: the first sample, edited, with the line between before and after.
//
//   npx tsx tools/studio/screenshot.ts
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openBrowser } from '../../apps/studio/ui/browser/browser.js';
import { StudioProcess } from '../../apps/studio/ui/browser/studio-process.js';
import { StudioWindow } from '../../apps/studio/ui/browser/studio-window.js';
import { ROOT } from '../shared/results.js';

const folder = mkdtempSync(join(tmpdir(), 'screenshot-'));
const studio = new StudioProcess(folder);
const browser = await openBrowser();
try {
  await studio.start();
  // another one first, so that the history is seen
  await (await edited(1)).close();
  const window = await edited(0);
  await window.page.locator('.compare-handle[aria-valuenow="50"]').waitFor();
  await window.page.mouse.move(4, 4);
  await window.page.screenshot({ path: join(ROOT, 'apps/studio/docs/studio.png') });
} finally {
  await browser.close();
  await studio.stop();
  rmSync(folder, { recursive: true, force: true });
}

async function edited(sample: number): Promise<StudioWindow> {
  const window = await StudioWindow.open(browser, studio.url, { viewport: { width: 1200, height: 760 } });
  await window.takeSample(sample);
  await window.masksFound();
  await window.run();
  await window.done();
  return window;
}
