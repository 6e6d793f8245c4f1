import { openEditor } from '@dualedit/editor';
import { countOverlap, decodeMask, type Mask, maskBox } from '@dualedit/foundation';
import { afterAll, describe, expect, it } from 'vitest';
import { caseFile, casePicture } from './testing/cases.js';

const editor = await openEditor();
afterAll(() => editor.close());

function iou(a: Mask, b: Mask): number {
  const { both, first, second } = countOverlap(a, b);
  return both / (first + second - both);
}

describe('a picture of any shape', () => {
  it.each(['a16x9', 'a2x1', 'a3x4', 'a9x16'])(
    '%s: its things are found as exactly as in a square',
    async (name) => {
      const { masks } = await editor.masks(await casePicture(`${name}.png`), 'cat→dog, hat→red', {
        force: true,
      });
      for (const [i, thing] of ['cat', 'hat'].entries())
        expect(iou(masks[i]!, await decodeMask(await caseFile(`${name}-${thing}.png`)))).toBeGreaterThan(0.9);
    },
  );

  it.each([
    ['panorama.jpg', { left: 3511, top: 132, width: 152, height: 90 }],
    ['tall.jpg', { left: 100, top: 2560, width: 130, height: 75 }],
  ])('%s: the hat is found, and not the cat', async (name, box) => {
    const { masks, unnamed } = await editor.masks(await casePicture(name), 'hat→red', { force: true });
    const found = maskBox(masks[0]!)!;
    for (const key of ['left', 'top', 'width', 'height'] as const)
      expect(Math.abs(found[key] - box[key]), key).toBeLessThan(10);
    expect(unnamed.map((thing) => thing.name)).toEqual(['cat']);
  });
});
