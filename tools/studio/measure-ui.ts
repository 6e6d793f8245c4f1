// How soon the studio paints, what a move of the brush costs in a picture of twelve megapixels, and what it weighs.
//
//   npx tsx tools/studio/measure-ui.ts [LOADS=7]
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Browser } from 'playwright-core';
import sharp from 'sharp';
import { openBrowser } from '../../apps/studio/ui/browser/browser.js';
import { StudioProcess } from '../../apps/studio/ui/browser/studio-process.js';
import { StudioWindow } from '../../apps/studio/ui/browser/studio-window.js';
import { ROOT, writeResults } from '../shared/results.js';
import { median } from '../shared/statistics.js';

const [WIDTH, HEIGHT] = [4000, 3000];
/** Brushes in CSS pixels; the picture is shown at about a quarter of its size. */
const BRUSHES = [36, 150];

/**
 * Per move of the pointer: the time from when the page hears of it until its listeners are done, and from the beginning
 * of the next frame until the masks are drawn.
 */
const WATCH_MOVES = `
  window.moves = [];
  let heard, framed;
  addEventListener('pointermove', () => {
    heard = performance.now();
    requestAnimationFrame(() => { framed = performance.now(); });
  }, true);
  addEventListener('pointermove', () => {
    const painted = performance.now() - heard;
    requestAnimationFrame(() => { window.moves.push(painted + performance.now() - framed); });
  });
`;

const FIRST_PAINT = `new Promise((resolve) => {
  new PerformanceObserver((list) => {
    const [paint] = list.getEntriesByName('first-contentful-paint');
    if (paint) resolve(paint.startTime);
  }).observe({ type: 'paint', buffered: true });
})`;

const loads = Number(process.argv[2] ?? 7);
const folder = mkdtempSync(join(tmpdir(), 'measure-ui-'));
const studio = new StudioProcess(folder);
const browser = await openBrowser();
try {
  await studio.start();
  const paints: number[] = [];
  for (let i = 0; i < loads; i++) paints.push(await firstPaint(browser));
  const brushes = [];
  for (const brush of BRUSHES) brushes.push({ brush, ...(await brushMoves(browser, brush)) });
  const kilobytes = Math.round(weight() / 1000);
  writeResults('studio-ui', {
    firstPaintMs: paints,
    brushes,
    kilobytes,
    table: [
      '| the studio in a browser | |',
      '| --- | --- |',
      `| first paint on loopback, median of ${loads} | ${Math.round(median(paints))} ms |`,
      ...brushes.map(
        ({ brush, medianMs, p95Ms, worstMs }) =>
          `| one move of a brush of ${brush} px, 12 megapixels: median, 95 %, worst | ${medianMs.toFixed(1)}, ${p95Ms.toFixed(1)}, ${worstMs.toFixed(1)} ms |`,
      ),
      `| all files, gzip | ${kilobytes} kB |`,
    ],
  });
} finally {
  await browser.close();
  await studio.stop();
  rmSync(folder, { recursive: true, force: true });
}

async function firstPaint(browser: Browser): Promise<number> {
  const window = await StudioWindow.open(browser, studio.url);
  const time = await window.page.evaluate<number>(FIRST_PAINT);
  await window.close();
  return time;
}

async function brushMoves(browser: Browser, size: number) {
  const window = await StudioWindow.open(browser, studio.url);
  const { page } = window;
  const buffer = await sharp({ create: { width: WIDTH, height: HEIGHT, channels: 3, background: '#789' } })
    .jpeg()
    .toBuffer();
  await page
    .locator('.empty input[type=file]')
    .setInputFiles({ name: 'large.jpg', mimeType: 'image/jpeg', buffer });
  await page.locator('.pictures img').waitFor();
  await window.button('Brush').click();
  while (Number(await page.locator('.group.size output').textContent()) < size)
    await page.keyboard.press(']');
  await page.evaluate(WATCH_MOVES);
  await window.drag(
    Array.from({ length: 40 }, (_, i) => [0.1 + 0.02 * i, 0.5 + 0.3 * Math.sin(i / 3)] as const),
  );
  const moves = (await page.evaluate<number[]>('window.moves')).sort((a, b) => a - b);
  await window.close();
  return {
    moves: moves.length,
    medianMs: median(moves),
    p95Ms: moves[Math.floor(0.95 * moves.length)]!,
    worstMs: moves.at(-1)!,
  };
}

function weight(): number {
  const entries = readdirSync(join(ROOT, 'apps/studio/dist/ui'), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .reduce((sum, { parentPath, name }) => sum + gzipSync(readFileSync(join(parentPath, name))).length, 0);
}
