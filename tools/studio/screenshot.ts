// Draws the picture of the README of apps/studio: the first sample, edited, with the line between before and after.
//
//   npx tsx tools/studio/screenshot.ts
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openBrowser } from '../../apps/studio/ui/browser/browser.js';
import { drawReadmePicture, README_SIZE } from '../../apps/studio/ui/browser/readme-picture.js';
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
  writeFileSync(join(ROOT, 'apps/studio/docs/studio.png'), await drawReadmePicture(window));
} finally {
  await browser.close();
  await studio.stop();
  rmSync(folder, { recursive: true, force: true });
}

async function edited(sample: number): Promise<StudioWindow> {
  const window = await StudioWindow.open(browser, studio.url, { viewport: README_SIZE });
  await window.takeSample(sample);
  await window.masksFound();
  await window.run();
  await window.done();
  return window;
}
