/// <reference lib="dom" />
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
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

  /** Fewer steps for quicker tests; as somebody would set them. */
  async setSteps(steps: number): Promise<void> {
    await this.button('Settings').click();
    await this.page.getByLabel('Steps').fill(String(steps));
    await this.page.getByLabel('Steps').blur();
    await this.page.keyboard.press('Escape');
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

  /** Drags the pointer along places of the picture. */
  async drag(places: readonly (readonly [number, number])[]): Promise<void> {
    const [first, ...rest] = await Promise.all(places.map(([x, y]) => this.placeOf(x, y)));
    await this.page.mouse.move(...first!);
    await this.page.mouse.down();
    for (const place of rest) await this.page.mouse.move(...place, { steps: 4 });
    await this.page.mouse.up();
  }

  /** Loads the page again. Returns the mask that is found for the first edit. */
  async reloadWithMasks(): Promise<Raster> {
    const answered = this.page.waitForResponse((response) => response.url().endsWith('/masks'));
    await this.page.reload();
    const { masks } = (await (await answered).json()) as MasksAnswer;
    await this.masksFound();
    const image = sharp(Buffer.from(masks[0]!.mask, 'base64')).toColourspace('b-w').raw();
    const { data, info } = await image.toBuffer({ resolveWithObject: true });
    return { width: info.width, height: info.height, data: new Uint8Array(data) };
  }

  /** What is painted next belongs to this edit. */
  async selectEdit(index: number): Promise<void> {
    await this.chips.nth(index).locator('.chip-name').click();
    await this.page.keyboard.press('Escape');
  }

  /** Paints with the brush. Returns the segments of the stroke in pixels of the picture. */
  async recordStroke(picture: Size, paint: () => Promise<void>): Promise<Segment[]> {
    await this.button('Brush').click();
    const size = Number(await this.page.locator('.group.size output').textContent());
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

  async close(): Promise<void> {
    await this.page.context().close();
  }
}

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

/** Free space around a picture that is shown as a whole, in CSS pixels. */
const MARGIN = 16;

interface Violation {
  id: string;
  impact: string;
  nodes: { html: string }[];
}
