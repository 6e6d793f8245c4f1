// The embedded pack, through the front door.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  decodePicture,
  encodeMask,
  failures,
  openEditor,
  type PictureEditor,
  type Progress,
} from '@dualedit/editor';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { catWithHat, folderWithCat, type Sample } from './testing/scene.js';

const QUICK = { settings: { steps: 2, innerIterations: 1 } };

let editor: PictureEditor;
let sample: Sample;
beforeAll(async () => {
  [editor, sample] = await Promise.all([openEditor({ device: 'cpu' }), catWithHat()]);
});
afterAll(() => editor.close());

const countChanged = (a: Uint8Array, b: Uint8Array) => a.filter((value, i) => value !== b[i]).length;

describe('an edit', () => {
  it('takes a path, a URL, bytes or a decoded picture, and reads them alike', async () => {
    const path = join(await folderWithCat(sample), 'cat.png');
    const inputs = [path, pathToFileURL(path), await readFile(path), sample.picture];
    const options = { ...QUICK, masks: { hat: sample.masks.hat! }, prompt: sample.prompt };
    const results = [];
    for (const input of inputs) results.push(await editor.edit(input, 'the hat to red', options));
    const [first] = results;
    for (const { picture } of results)
      expect(Buffer.compare(picture.data, first!.picture.data), 'the same bytes').toBe(0);
    expect(countChanged(first!.picture.data, sample.picture.data)).toBeGreaterThan(0);
    expect(first).toMatchObject({
      command: 'hat→red',
      metrics: { maxChangeOutside: 0 },
      prompts: { source: sample.prompt },
      config: { maskFrom: ['given'], settings: { steps: 2 } },
    });
    const decoded = await decodePicture(await first!.encode());
    expect(Buffer.compare(decoded.data, first!.picture.data)).toBe(0);
    expect(Buffer.from(await first!.encode('webp')).toString('latin1')).toMatch(/^RIFF....WEBP/s);
  });

  it('finds masks from words by the segmenter of the pack, and takes some of them as files', async () => {
    const {
      masks: [hat],
    } = await editor.masks(sample.picture, 'hat→red');
    const exact = sample.masks.hat!.data;
    const both = hat!.data.filter((value, i) => value > 127 && exact[i]! > 127).length;
    const either = hat!.data.filter((value, i) => value > 127 || exact[i]! > 127).length;
    expect(both / either).toBeGreaterThan(0.8);

    const file = await encodeMask(sample.masks.hat!);
    const { config } = await editor.edit(sample.picture, 'cat→dog, hat→red', {
      ...QUICK,
      masks: [undefined, file],
    });
    expect(config.maskFrom).toEqual(['words', 'given']);
    await expect(editor.masks(sample.picture, 'rabbit→bear')).rejects.toMatchObject({
      code: 'object-not-found',
      message: expect.stringMatching(/cat/),
    });
  });

  it('reads words as the pack knows them, and says what came of each edit and what was kept', async () => {
    const { command, checks, unnamed } = await editor.edit(sample.picture, 'cap→crimson', {
      ...QUICK,
      strength: 0,
      retry: false,
    });
    expect(command).toBe('hat→red (#dc143c)');
    expect(unnamed.map(({ name }) => name)).toEqual(['cat']);
    expect(checks).toMatchObject({
      edits: [{ source: 'hat', target: 'red' }],
      kept: [{ name: 'cat', changed: 0 }],
      passed: false,
    });
    expect(failures(checks)).toEqual([
      expect.stringMatching(/^The hat (did not become red|became|hardly changed)/),
    ]);
  });

  it('keeps the pixels of what nobody named, also within a mask that lies on them, unless told not to', async () => {
    const { cat, hat } = sample.masks;
    const mask = { ...cat!, data: cat!.data.map((value, i) => Math.max(value, hat!.data[i]!)) };
    const changed = async (protect: boolean) => {
      const options = { masks: { cat: mask }, protect, retry: false, settings: { steps: 8 } };
      const { picture, unnamed } = await editor.edit(sample.picture, 'cat→rabbit', options);
      expect(unnamed.map(({ name }) => name)).toEqual(['hat']);
      const { data: before } = sample.picture;
      const isChanged = (i: number) =>
        [0, 1, 2].some((channel) => Math.abs(picture.data[i * 4 + channel]! - before[i * 4 + channel]!) > 16);
      const pixels = [...hat!.data.keys()].filter((i) => hat!.data[i]! > 127);
      return pixels.filter(isChanged).length / pixels.length;
    };
    expect(await changed(true)).toBeLessThan(0.1);
    expect(await changed(false)).toBeGreaterThan(0.25);
  });

  it('shows the masks before it edits in them', async () => {
    const shown: string[] = [];
    const { masks } = await editor.edit(sample.picture, 'hat→red', {
      ...QUICK,
      onMasks: ([hat]) => void shown.push(`${hat!.width}×${hat!.height}`),
      onProgress: ({ stage }) => {
        if (shown.at(-1) !== stage) shown.push(stage);
      },
    });
    const size = `${masks[0]!.width}×${masks[0]!.height}`;
    expect(shown.indexOf(size)).toBeGreaterThan(shown.indexOf('segment'));
    expect(shown.indexOf(size)).toBeLessThan(shown.indexOf('edit'));
  });

  it('reports progress and stops when told to, and then goes on with the next', async () => {
    const heard: Progress[] = [];
    const abort = new AbortController();
    const stopped = editor.edit(sample.picture, 'hat→red', {
      masks: { hat: sample.masks.hat! },
      signal: abort.signal,
      onProgress: (progress) => {
        heard.push(progress);
        if (progress.stage === 'edit') abort.abort('enough');
      },
    });
    await expect(stopped).rejects.toMatchObject({ code: 'aborted' });
    const fractions = heard.map(({ fraction }) => fraction);
    expect(fractions.length).toBeGreaterThan(2);
    expect(fractions).toEqual([...fractions].sort((a, b) => a - b));
    await expect(editor.edit(sample.picture, 'hat→red', QUICK)).resolves.toMatchObject({
      command: 'hat→red',
    });
  });

  it.each<[string, () => Promise<unknown>, object]>([
    ['words', () => editor.edit(sample.picture, 'cat dog'), { code: 'command-no-arrow', column: 1 }],
    [
      'a path',
      () => editor.edit('no/such.png', 'cat→dog'),
      { code: 'input-unreadable', received: 'no/such.png' },
    ],
    ['bytes', () => editor.edit(Buffer.from('text'), 'cat→dog'), { code: 'picture-unreadable' }],
    [
      'the name of a mask',
      () => editor.edit(sample.picture, 'cat→dog', { masks: { hat: sample.masks.hat! } }),
      { code: 'mask-name-unknown', hint: expect.stringContaining('"cat"') },
    ],
    ['a word', () => editor.edit(sample.picture, 'hat→zebra'), { code: 'command-unknown-word', column: 5 }],
  ])('refuses %s that it cannot understand', async (_, request, error) => {
    await expect(request()).rejects.toMatchObject(error);
  });
});
