// The studio as people use it: a real browser, a real server, the embedded model.

import { readFile } from 'node:fs/promises';
import type { Browser } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { paintSegment } from '../mask/brush.js';
import type { Raster } from '../mask/raster.js';
import { executablePath } from './browser.js';
import { drawReadmePicture, README_SIZE } from './readme-picture.js';
import type { StudioProcess } from './studio-process.js';
import { StudioWindow, WATCH_SHIFTS } from './studio-window.js';
import { attempts } from './testing/attempts.js';
import { links } from './testing/links.js';
import { type Opened, openAll } from './testing/opened.js';
import { pointing } from './testing/pointing.js';
import { screens } from './testing/screens.js';
import { tools } from './testing/tools.js';

describe.skipIf(!executablePath)('the studio', () => {
  let opened: Opened;
  let studio: StudioProcess;
  let browser: Browser;
  let window: StudioWindow;

  beforeAll(async () => {
    opened = await openAll();
    ({ studio, browser } = opened);
    window = await StudioWindow.open(browser, studio.url);
  });
  afterAll(() => opened?.close());

  const history = () => opened.history();

  it('says at first what it knows, and nothing serious is wrong for a screen reader', async () => {
    await window.page.locator('.samples button').nth(5).waitFor();
    expect(await window.page.locator('.empty').textContent()).toContain('dualedit models pull');
    expect(await window.accessibilityFindings()).toEqual([]);
  });

  it('gets somebody who has read nothing to a result in two clicks, and nothing jumps meanwhile', async () => {
    await window.takeSample(0);
    await window.masksFound();
    await window.hurry({ steps: 4 });
    await window.page.evaluate(WATCH_SHIFTS);
    await window.run();
    await window.done();
    expect(await window.page.evaluate('window.shift')).toBeLessThan(0.01);
    expect(await window.entries.count()).toBe(1);
    expect(await window.page.locator('.outcomes li').count()).toBe(await window.chips.count());
    expect(await window.accessibilityFindings()).toEqual([]);
  });

  it('looks like the picture in its README', async () => {
    const drawn = await drawReadmePicture(window);
    await window.page.setViewportSize({ width: 1280, height: 800 });
    const readme = await readFile(new URL('../../README.md', import.meta.url), 'utf8');
    const [, path] = /!\[[^\]]+\]\((.+?\.png)\)/.exec(readme)!;
    const shown = await readFile(new URL(`../../${path}`, import.meta.url));
    expect(await sharp(shown).metadata()).toMatchObject(README_SIZE);
    // another edit with fewer steps, and another history: alike from a distance
    const [a, b] = await Promise.all(
      [drawn, shown].map((file) => sharp(file).resize(60, 38).greyscale().raw().toBuffer()),
    );
    const difference = a!.reduce((sum, value, i) => sum + Math.abs(value - b![i]!), 0) / a!.length;
    expect(difference).toBeLessThan(10);
  });

  it('compares: the line moves by keys and by dragging, the original shows while a key is held', async () => {
    const handle = window.page.getByRole('slider', { name: 'Before and after' });
    await expect.poll(() => handle.getAttribute('aria-valuenow')).toBe('50');
    await handle.press('ArrowRight');
    expect(await handle.getAttribute('aria-valuenow')).toBe('52');
    await window.drag([
      [0.5, 0.9],
      [0.25, 0.9],
    ]);
    expect(Number(await handle.getAttribute('aria-valuenow'))).toBeCloseTo(25, -0.5);
    await window.page.keyboard.down('o');
    await handle.waitFor({ state: 'hidden' });
    expect(await window.page.locator('.after').count()).toBe(0);
    await window.page.keyboard.up('o');
    await window.button('Difference').click();
    await window.page.locator('[data-difference=true]').waitFor();
  });

  it('sends a mask that was painted pixel for pixel, and knows it again after it was reloaded', async () => {
    await window.button('Original with masks').click();
    const [found] = (await window.masksAfter(() => window.page.reload())) as [Raster];
    await window.selectEdit(0);
    const segments = await window.recordStroke(found, () =>
      window.drag([
        [0.1, 0.1],
        [0.4, 0.15],
        [0.2, 0.3],
      ]),
    );
    await window.chips.first().getByText('painted').waitFor();
    const expected = { ...found, data: found.data.slice() };
    for (const { from, to, radius } of segments) paintSegment(expected, from, to, radius, 'add');
    await window.settled();
    await window.page.reload();
    await window.chips.first().getByText('painted').waitFor();
    await window.run();
    await window.page.locator('.run-bar').waitFor();
    await window.done();
    const [edit] = await history();
    const file = await (await fetch(studio.url + edit!.masks[0]!.given!)).arrayBuffer();
    const given = await sharp(Buffer.from(file)).toColourspace('b-w').raw().toBuffer();
    const differences = expected.data.map((value, i) => Math.abs(value - given[i]!));
    expect([given.length, Math.max(...differences)]).toEqual([expected.data.length, 0]);
    expect(Buffer.compare(given, found.data)).not.toBe(0);
  });

  it('takes strokes back and does them again', async () => {
    await window.button('Original with masks').click();
    await window.page.keyboard.press('e');
    await window.drag([
      [0.3, 0.5],
      [0.6, 0.5],
    ]);
    await window.button('Undo').click();
    await window.button('Redo').click();
    await window.page.keyboard.press('z');
    expect(await window.button('Undo').isDisabled()).toBe(true);
    expect(await window.button('Redo').isEnabled()).toBe(true);
  });

  it('edits a result further, and goes back to any edit', async () => {
    const first = (await history()).at(-1)!;
    await window.button('Before and after').click();
    await window.page.keyboard.press('f');
    await window.page.waitForFunction(() => !document.querySelector('.compare-handle'));
    await expect.poll(() => window.command.inputValue()).toBe('');
    await window.entries.last().locator('.thumb').click();
    await window.done();
    expect(await window.command.inputValue()).toBe(first.command);
  });

  it('waits for a server that was killed in mid-edit: the edit is made, the painted mask is there', async () => {
    await window.button('Original with masks').click();
    await window.page.keyboard.press('b');
    await window.drag([
      [0.7, 0.7],
      [0.8, 0.8],
    ]);
    await window.run();
    await window.page.locator('.run-bar').waitFor();
    await studio.kill();
    await window.status.getByText('does not answer').waitFor();
    expect(await window.chips.getByText('painted').count()).toBeGreaterThan(0);
    await studio.start();
    await window.done();
    expect((await history())[0]!.status).toBe('done');
  });

  it('sends an edit that was asked for while the server was away, once; the history is as before', async () => {
    const before = await history();
    await window.button('Original with masks').click();
    await studio.stop();
    await window.status.getByText('does not answer').waitFor();
    await window.run();
    await window.status.getByText('is sent as soon as it is back').waitFor();
    await studio.start();
    await window.done();
    const [, ...earlier] = await history();
    expect(earlier).toEqual(before);
    await window.entries.last().locator('.thumb').click();
    await window.done();
    expect(await window.command.inputValue()).toBe(before.at(-1)!.command);
  });

  it('says what is wrong with words, and takes the nearest that are right', async () => {
    await window.command.fill('caat→dog');
    await window.command.press('Home');
    await window.page.locator('.status[data-kind=error]').waitFor();
    await window.page.locator('.mirror .wrong').waitFor();
    await window.status.getByRole('button', { name: 'cat', exact: true }).click();
    await expect.poll(() => window.command.inputValue()).toBe('cat→dog');
    await window.command.fill('hou');
    await window.page.getByRole('option', { name: 'house' }).waitFor();
    await window.command.press('Tab');
    expect(await window.command.inputValue()).toBe('house');
  });

  it('refuses a picture that is too large, and one that is none, and keeps the one that is open', async () => {
    const huge = await sharp({ create: { width: 8, height: 8, channels: 3, background: 'gray' } })
      .jpeg()
      .toBuffer();
    // its header says 12000 × 9000 pixels, and nobody reads further
    const frame = huge.indexOf(Buffer.from([0xff, 0xc0]));
    huge.writeUInt16BE(9000, frame + 5);
    huge.writeUInt16BE(12_000, frame + 7);
    const shown = await window.page.locator('.pictures img').first().getAttribute('src');
    for (const [name, buffer, said] of [
      ['huge.jpg', huge, '12000'],
      ['none.png', Buffer.from('no picture'), 'picture'],
    ] as const) {
      await window.page
        .locator('.history input[type=file]')
        .setInputFiles({ name, mimeType: 'image/png', buffer });
      await window.page.locator('.status[data-kind=error]').getByText(said).waitFor();
    }
    expect(await window.page.locator('.pictures img').first().getAttribute('src')).toBe(shown);
  });

  it('lets two windows work at once: each has its own command, both have the history', async () => {
    const second = await StudioWindow.inContext(await window.page.context().newPage(), studio.url);
    await second.page.locator('.empty').waitFor();
    expect(await second.command.inputValue()).toBe('');
    await expect.poll(() => second.entries.count()).toBe((await history()).length);
    await second.entries.first().hover();
    await second.entries.first().locator('.icon-button').click();
    const left = (await history()).length;
    await expect.poll(() => window.entries.count()).toBe(left);
    await second.page.close();
  });

  it('can be used by keys alone', async () => {
    const keys = await StudioWindow.open(browser, studio.url);
    const { keyboard } = keys.page;
    await keys.page.locator('.samples button').first().focus();
    await keyboard.press('Enter');
    await keys.masksFound();
    await keys.page.locator('.stage').focus();
    await keyboard.press('b');
    for (const key of ['ArrowLeft', 'Enter', 'ArrowDown', 'ArrowDown', 'Enter']) await keyboard.press(key);
    await keys.chips.getByText('painted').waitFor();
    await keyboard.press('Escape');
    await keyboard.press('z');
    await keys.command.focus();
    await keyboard.press('End');
    await keyboard.type(', hat→r');
    await keys.page.getByRole('option', { name: 'red' }).waitFor();
    await keyboard.press('Tab');
    expect(await keys.command.inputValue()).toMatch(/, hat→red$/);
    await keys.close();
  });

  pointing(() => opened);
  tools(() => opened);
  links(() => opened);
  attempts(() => opened);
  screens(() => opened);

  it('asked nobody but its own server for anything, and made no mistake', () => window.close());
});
