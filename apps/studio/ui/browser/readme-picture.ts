import type { StudioWindow } from './studio-window.js';

/** In CSS pixels, which are those of the file. */
export const README_SIZE = { width: 1200, height: 760 };

/** The picture of the README: a window with a result, at rest. */
export async function drawReadmePicture({ page }: StudioWindow): Promise<Buffer> {
  await page.setViewportSize(README_SIZE);
  await page.locator('.compare-handle[aria-valuenow="50"]').waitFor();
  await page.mouse.move(4, 4);
  return page.screenshot();
}
