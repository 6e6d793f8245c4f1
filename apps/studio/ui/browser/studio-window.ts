/// <reference lib="dom" />
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { MethodName } from '@dualedit/core';
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import sharp from 'sharp';
import type { MasksAnswer } from '../../src/contract.js';
import type { Raster } from '../mask/raster.js';
import type { Point } from '../mask/rect.js';
import { fit, type Size } from '../view/view.js';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Nothing here passes by being quick. */
const PATIENCE = 240_000;

/** One window of the studio, as somebody in front of it sees and uses it. */
export class StudioWindow {
  readonly page: Page;
  /** Every address that was asked for. */
  readonly requests: string[] = [];
  /** Every mistake that the page made. */
  readonly errors: string[] = [];

  constructor(page: Page) {
    this.page = page;
    page.setDefaultTimeout(PATIENCE);
    page.on('request', (request) => this.requests.push(request.url()));
    page.on('pageerror', (error) => this.errors.push(error.stack ?? error.message));
  }

  static async open(
    browser: Browser,
    url: string,
    options: BrowserContextOptions = {},
  ): Promise<StudioWindow> {
    const context = await browser.newContext({
      viewport: { width: 1280, height: 800 },
      locale: 'en-US',
      ...options,
    });
    return StudioWindow.inContext(await context.newPage(), url);
  }

  static async inContext(page: Page, url: string): Promise<StudioWindow> {
    const window = new StudioWindow(page);
    await page.goto(url);
    await page.locator('.studio').waitFor();
    return window;
  }

  get command(): Locator {
    return this.page.locator('#command');
  }

  get status(): Locator {
    return this.page.locator('#status');
  }

  get chips(): Locator {
    return this.page.locator('.chip');
  }

  get entries(): Locator {
    return this.page.locator('.entry');
  }

  async takeSample(index: number): Promise<void> {
    await this.page.locator('.samples button').nth(index).click();
    await this.page.locator('.pictures img').waitFor();
  }

  /** Waits until every edit of the command has a mask. */
  async masksFound(): Promise<void> {
    await this.page.locator('.chips .kept, .chip-name .number:not(:empty)').first().waitFor();
    await this.page.waitForFunction(allMarked);
  }

  /** Few steps, no second try, and the quickest method, for quicker tests; as somebody would set them. */
  async hurry({ steps, variants = 1, method = 'p2p' }: Hurry): Promise<void> {
    await this.button('Settings').click();
    await this.page.getByLabel('Method').selectOption(method);
    await this.page.getByLabel('Steps').fill(String(steps));
    await this.page.getByLabel('Variants').fill(String(variants));
    await this.page.getByLabel('Try again by itself').uncheck();
    await this.page.keyboard.press('Escape');
    await this.button('Settings').and(this.page.locator('[aria-expanded=false]')).waitFor();
  }

  async run(): Promise<void> {
    await this.page.locator('.run').click();
  }

  /** Waits until the shown edit has a result. */
  async done(): Promise<void> {
    await this.page.locator('.compare-handle').waitFor();
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  /** Where a place of the picture is in the window; 0…1 across and down. */
  async placeOf(x: number, y: number): Promise<[number, number]> {
    const box = (await this.page.locator('.pictures').boundingBox())!;
    return [box.x + x * box.width, box.y + y * box.height];
  }

  #placesOf(places: Places): Promise<[number, number][]> {
    return Promise.all(places.map(([x, y]) => this.placeOf(x, y)));
  }

  /** Drags the pointer along places of the picture. */
  async drag(places: Places): Promise<void> {
    const [first, ...rest] = await this.#placesOf(places);
    await this.page.mouse.move(...first!);
    await this.page.mouse.down();
    for (const place of rest) await this.page.mouse.move(...place, { steps: 4 });
    await this.page.mouse.up();
  }

  /** Moves two fingers from places of the picture to where other ones are before it moves. */
  async moveFingers(from: Places, to: Places): Promise<void> {
    const session = await this.page.context().newCDPSession(this.page);
    const [start, end] = await Promise.all([this.#placesOf(from), this.#placesOf(to)]);
    const fingersAt = (share: number) =>
      start.map(([x, y], id) => ({
        id,
        x: x + share * (end[id]![0] - x),
        y: y + share * (end[id]![1] - y),
      }));
    const touch = (
      type: 'touchStart' | 'touchMove' | 'touchEnd',
      touchPoints: ReturnType<typeof fingersAt>,
    ) => session.send('Input.dispatchTouchEvent', { type, touchPoints });
    await touch('touchStart', fingersAt(0).slice(0, 1));
    await touch('touchStart', fingersAt(0));
    for (const share of [0.25, 0.5, 0.75, 1]) await touch('touchMove', fingersAt(share));
    await touch('touchEnd', []);
    await session.detach();
  }

  /** Does something after which masks are looked for. Returns those that are found, in the order of the edits. */
  async masksAfter(action: () => Promise<unknown>): Promise<Raster[]> {
    const answered = this.page.waitForResponse((response) => response.url().endsWith('/masks'));
    await action();
    const { masks } = (await (await answered).json()) as MasksAnswer;
    await this.masksFound();
    return Promise.all(masks.map(({ mask }) => readMask(Buffer.from(mask, 'base64'))));
  }

  /** Saves the mask of an edit as a file. */
  async savedMask(index: number): Promise<Raster> {
    const saved = this.page.waitForEvent('download');
    await this.openPanel(index);
    await this.button('Save mask').click();
    const file = await (await saved).path();
    await this.page.keyboard.press('Escape');
    return readMask(await readFile(file));
  }

  /** Opens what can be done with an edit and its mask. */
  async openPanel(index: number): Promise<void> {
    await this.chips.nth(index).locator('.chip-name').click();
    await this.page.locator('.chip-panel').waitFor();
  }

  /** Brings a file into the window, as if it were dropped on it or pasted into it. */
  async bring(how: 'drop' | 'paste', name: string, bytes: Buffer): Promise<void> {
    await this.page.evaluate(
      ({ how, name, base64 }) => {
        const file = new File([Uint8Array.from(atob(base64), (char) => char.charCodeAt(0))], name, {
          type: 'image/png',
        });
        const data = new DataTransfer();
        data.items.add(file);
        window.dispatchEvent(
          how === 'drop'
            ? new DragEvent('drop', { dataTransfer: data, cancelable: true })
            : new ClipboardEvent('paste', { clipboardData: data, cancelable: true }),
        );
      },
      { how, name, base64: bytes.toString('base64') },
    );
  }

  /** How opaque what is drawn over the picture is at a place of the window, 0…255. */
  opacityAt([x, y]: readonly [number, number]): Promise<number> {
    return this.page.evaluate(
      ({ x, y }) => {
        const canvas = document.querySelector<HTMLCanvasElement>('.overlay')!;
        const { left, top } = canvas.getBoundingClientRect();
        const ratio = canvas.width / canvas.clientWidth;
        const pixel = canvas.getContext('2d')!.getImageData((x - left) * ratio, (y - top) * ratio, 1, 1);
        return pixel.data[3]!;
      },
      { x, y },
    );
  }

  /** What is painted next belongs to this edit. */
  async selectEdit(index: number): Promise<void> {
    await this.chips.nth(index).locator('.chip-name').click();
    await this.page.keyboard.press('Escape');
  }

  /** The diameter of the brush, in CSS pixels. */
  async brushSize(): Promise<number> {
    return Number(await this.page.locator('.group.size output').textContent());
  }

  /** Paints with the brush. Returns the segments of the stroke in pixels of the picture. */
  async recordStroke(picture: Size, paint: () => Promise<void>): Promise<Segment[]> {
    await this.button('Brush').click();
    const size = await this.brushSize();
    const stage = (await this.page.locator('.stage').boundingBox())!;
    await this.page.evaluate(RECORD_POINTER);
    await paint();
    const places = await this.page.evaluate<[number, number][]>('window.places');
    // what the page writes into styles is rounded
    const { scale, x, y } = fit(picture, stage, MARGIN);
    const points = places.map(([clientX, clientY]) => ({
      x: (clientX - stage.x - x) / scale,
      y: (clientY - stage.y - y) / scale,
    }));
    const radius = size / 2 / scale;
    return points.map((to, i) => ({ from: points[Math.max(0, i - 1)]!, to, radius }));
  }

  /** Waits until the window has written down what it holds. */
  async settled(): Promise<void> {
    await this.page.waitForFunction(() => document.body.dataset.kept === 'true');
  }

  /** Serious findings of axe, with where they are. */
  async accessibilityFindings(): Promise<string[]> {
    // the page's own policy lets no script in but its own; this goes in through the debugger
    await this.page.evaluate(axe);
    const { violations } = await this.page.evaluate(() => {
      const { axe: runner } = globalThis as unknown as {
        axe: { run(): Promise<{ violations: Violation[] }> };
      };
      return runner.run();
    });
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  }

  /** Closes it, unless something was wrong with it that nobody would see. */
  async close(): Promise<void> {
    const { origin } = new URL(this.page.url());
    const elsewhere = this.requests.filter((url) => !url.startsWith(origin) && !/^(blob|data):/.test(url));
    const wrong = [...this.errors, ...elsewhere.map((url) => `It asked for ${url}.`)];
    if (wrong.length > 0) throw new Error(wrong.join('\n'));
    await this.page.context().close();
  }
}

/** A mask from a file. */
async function readMask(file: Buffer): Promise<Raster> {
  const image = sharp(file).toColourspace('b-w').extractChannel(0).raw();
  const { data, info } = await image.toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data: new Uint8Array(data) };
}

interface Hurry {
  steps: number;
  variants?: number;
  method?: MethodName;
}

/** Places of the picture, 0…1 across and down. */
type Places = readonly (readonly [number, number])[];

interface Segment {
  from: Point;
  to: Point;
  radius: number;
}

/** Whether every chip says how its mask came about. */
function allMarked(): boolean {
  const marks = [...document.querySelectorAll('.chip-name .number')];
  return marks.length > 0 && marks.every((mark) => mark.textContent !== '');
}

/** Writes down where the pointer was while it was down, as the page hears of it. */
const RECORD_POINTER = `
  window.places = [];
  let isDown = false;
  const write = (event) => window.places.push([event.clientX, event.clientY]);
  addEventListener('pointerdown', (event) => { isDown = true; write(event); }, true);
  addEventListener('pointermove', (event) => {
    if (isDown) for (const one of event.getCoalescedEvents()) write(one);
  }, true);
  addEventListener('pointerup', () => { isDown = false; }, true);
`;

/** What a page looks for while an edit runs: how far anything moved that nobody had touched. */
export const WATCH_SHIFTS = `
  window.shift = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shift += entry.value;
  }).observe({ type: 'layout-shift', buffered: false });
`;

/** Free space around a picture that is shown as a whole, in CSS pixels. */
const MARGIN = 16;

interface Violation {
  id: string;
  impact: string;
  nodes: { html: string }[];
}
