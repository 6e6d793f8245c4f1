// The page in a real browser, where one is installed; `.ci/run` installs one.

import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page as Tab } from 'playwright-core';
import { chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BenchData } from '../data/item.js';
import type { EditRecord } from '../run/edit-record.js';
import { greyPicture, maskWhere } from '../testing/pictures.js';
import { madeUpRun } from '../testing/run.js';
import { htmlReport } from './html.js';
import { PictureBook } from './picture-book.js';
import { STANDARD_ARMS } from './plan.js';

const executablePath = ['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome']
  .map((name) => join('/usr/bin', name))
  .find(existsSync);

/** Ours has all pictures right but the first, another one none; `was` is before that picture broke. */
const runOf = (broken: boolean) =>
  madeUpRun(STANDARD_ARMS, 4, (arm, at) => ({
    clip: arm === 'MDE-Edit' ? 0.3 : 0.2,
    truthRmse: 0.1 * ((at * 3) % 4),
    pictureRight: Number(arm === 'MDE-Edit' && !(broken && at === 0)),
  }));
const [was, run] = [runOf(false), runOf(true)];

async function page(): Promise<string> {
  const mask = maskWhere(32, (x) => x < 12);
  const loaded = { picture: greyPicture(32, (x) => 8 * x), masks: [mask] };
  const data: BenchData = {
    name: 'made up',
    skipped: [],
    items: run.items.map(({ id, split }) => ({
      id,
      split,
      targetPrompt: '',
      edits: [],
      load: async () => loaded,
    })),
  };
  const record = (shade: number): EditRecord => ({
    picture: greyPicture(32, () => shade),
    edited: greyPicture(32, () => shade + 40),
    reconstruction: loaded.picture,
    region: { left: 0, top: 0, side: 32 },
    losses: [],
    attention: [{ width: 2, height: 2, data: Float32Array.of(1, 0, 0, 0.5) }],
    facts: { seconds: 1, unetRuns: 1, gradientRuns: 0, reconstructionPsnr: 30, maxChangeOutside: 0 },
  });
  const book = new PictureBook(data, 4);
  const records = new Map(STANDARD_ARMS.map(({ name }, i) => [name, record(20 * i)]));
  for (const item of data.items) await book.add(item, loaded, records);
  return htmlReport(run, { title: 'A <report>', commit: 'abc', machine: 'm' }, book.pages, was);
}

describe.skipIf(!executablePath)('the page', () => {
  let browser: Browser;
  let tab: Tab;
  let folder: string;
  const requests: string[] = [];
  const errors: string[] = [];
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'bench-page-'));
    const file = join(folder, 'report.html');
    await writeFile(file, await page());
    browser = await chromium.launch({ executablePath: executablePath!, args: ['--no-sandbox'] });
    tab = await browser.newPage();
    tab.on('request', (request) => requests.push(request.url()));
    tab.on('pageerror', (error) => errors.push(error.message));
    tab.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
    await tab.goto(pathToFileURL(file).href);
  });
  afterAll(async () => {
    await browser.close();
    await rm(folder, { recursive: true });
  });

  it('is whole by itself: every picture is drawn, nothing is fetched, nothing fails', async () => {
    // Pictures are decoded when they come into view.
    await tab.$$eval('img', (images) =>
      Promise.all(
        images.map((image) => {
          const one = image as unknown as { loading: string; decode(): Promise<void> };
          one.loading = 'eager';
          return one.decode();
        }),
      ),
    );
    const broken = await tab.$$eval(
      'img',
      (images) =>
        images.filter(
          (image) => !(image as unknown as { complete: boolean; naturalWidth: number }).naturalWidth,
        ).length,
    );
    expect(broken).toBe(0);
    expect(await tab.locator('section img').count()).toBe(4 * (STANDARD_ARMS.length + 2));
    expect(requests.filter((url) => !url.startsWith('data:') && !url.startsWith('file:'))).toEqual([]);
    expect(requests.filter((url) => url.startsWith('file:'))).toHaveLength(1);
    expect(errors).toEqual([]);
  });

  it('shows leaderboard, scatter and tables, the loss curves, and words as words', async () => {
    expect(await tab.title()).toBe('A <report>');
    const first = tab.locator('table.board tbody tr').first();
    expect(await first.locator('td').nth(1).textContent()).toBe('MDE-Edit');
    expect(await first.locator('td').nth(2).textContent()).toBe('75 % (30…95)');
    expect(await tab.locator('svg.scatter').count()).toBe(2);
    expect(await tab.locator('svg.scatter').first().locator('circle').count()).toBe(STANDARD_ARMS.length);
    expect(await tab.locator('#tables ~ h3').count()).toBe(3);
    const clip = tab.locator('h3:has-text("Methods") + .wide td.best').first();
    expect(await clip.textContent()).toMatch(/^0\.300 \(/);
    expect(await tab.locator('.charts polyline').count()).toBe(2 * STANDARD_ARMS.length);
    expect(await tab.locator('section p').first().textContent()).toContain('a dog <b>');
    const links = await tab.locator('nav a').allTextContents();
    expect(links).toEqual(expect.arrayContaining(['Leaderboard', 'Against the older run', 'Pictures']));
  });

  it('says which picture got worse, and links to it', async () => {
    const rows = tab.locator('#compare ~ .wide').first().locator('tbody tr');
    expect(await rows.count()).toBe(1);
    expect(await rows.first().textContent()).toContain('item-0MDE-Edit1 of 10 of 1cat→dog');
    await rows.first().locator('a').click();
    expect(new URL(tab.url()).hash).toBe('#item-0');
  });

  it('filters, changes the view, and sorts by the worst answer', async () => {
    const visible = () => tab.locator('section:visible').count();
    await tab.selectOption('select[name=split]', 'overlapping');
    expect(await visible()).toBe(2);
    expect(await tab.locator('#shown').textContent()).toBe('2 of 4 pictures');
    await tab.click('button[type=reset]');
    await tab.locator('#shown:has-text("4 of 4")').waitFor();
    await tab.selectOption('select[name=outcome]', 'wrong');
    await tab.selectOption('select[name=by]', 'MDE-Edit');
    expect(await tab.locator('section:visible h3 a').first().getAttribute('href')).toBe('#item-0');
    expect(await visible()).toBe(1);
    await tab.selectOption('select[name=by]', 'P2P');
    expect(await visible()).toBe(4);
    await tab.fill('input[name=words]', 'item-2 dog');
    expect(await visible()).toBe(1);

    // A link to a picture that is filtered away shows it all the same.
    await tab.evaluate(`location.assign('#item-3')`);
    await tab.locator('section#item-3:visible').waitFor();
    expect(await visible()).toBe(4);

    const image = tab.locator('img[data-pasted]').first();
    const pasted = await image.getAttribute('src');
    await tab.selectOption('select[name=view]', 'attention');
    expect(await image.getAttribute('src')).toBe(await image.getAttribute('data-attention'));
    await tab.selectOption('select[name=view]', 'pasted');
    expect(await image.getAttribute('src')).toBe(pasted);

    await tab.selectOption('select[name=order]', 'worst');
    const order = await tab.$$eval('section', (all) =>
      all.map((one) => Number((one as unknown as { dataset: { worst: string } }).dataset.worst)),
    );
    expect(order).toEqual(order.toSorted((a, b) => b - a));
  });
});
