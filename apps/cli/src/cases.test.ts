import { openEditor } from '@dualedit/editor';
import { type Mask, maskBox, type Picture } from '@dualedit/foundation';
import { afterAll, describe, expect, it } from 'vitest';
import { casePicture } from './testing/cases.js';

const editor = await openEditor();
afterAll(() => editor.close());

const OPTIONS = { settings: { steps: 10 }, retry: false, force: true };

/** The share of a mask's pixels that changed to the eye. */
function changedShare(before: Picture, after: Picture, mask: Mask): number {
  let [all, changed] = [0, 0];
  for (let i = 0; i < mask.data.length; i++) {
    if (mask.data[i]! <= 127) continue;
    all++;
    if ([0, 1, 2].some((c) => Math.abs(before.data[i * 4 + c]! - after.data[i * 4 + c]!) > 16)) changed++;
  }
  return changed / all;
}

describe('scene.png', () => {
  it('cat→dog: the hat stays as it is', async () => {
    const image = await casePicture('scene.png');
    const [hat] = (await editor.masks(image, 'hat→red')).masks;
    const { picture, unnamed } = await editor.edit(image, 'cat→dog', OPTIONS);
    expect(unnamed.map(({ name }) => name)).toEqual(['hat']);
    expect(changedShare(image, picture, hat!)).toBeLessThan(0.05);
  });

  it.each(['green hat→red', 'a green hat → red hat'])('%s: the hat becomes red', async (words) => {
    const image = await casePicture('scene.png');
    const { checks } = await editor.edit(image, words, OPTIONS);
    expect(checks.edits).toMatchObject([{ outcome: 'came-out' }]);
    expect(checks.kept).toMatchObject([{ name: 'cat', changed: 0 }]);
  });
});

describe('two-cats.png', () => {
  it('hat on the right cat→red: it is the right one', async () => {
    const [hat] = (await editor.masks(await casePicture('two-cats.png'), 'hat on the right cat→red')).masks;
    expect(maskBox(hat!)!.left).toBeGreaterThan(256);
  });

  it('left cat→dog: the right cat and its hat stay', async () => {
    const image = await casePicture('two-cats.png');
    const { masks, picture } = await editor.edit(image, 'left cat→dog', OPTIONS);
    expect(maskBox(masks[0]!)!.left).toBeLessThan(128);
    const right = { ...masks[0]!, data: masks[0]!.data.map((_, i) => (i % 512 > 280 ? 255 : 0)) };
    expect(changedShare(image, picture, right)).toBe(0);
  });
});
