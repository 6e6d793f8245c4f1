import { openEditor } from '@dualedit/editor';
import { countOverlap, decodeMask, type Mask, type Picture } from '@dualedit/foundation';
import { afterAll, expect, it } from 'vitest';
import { caseFile, casePicture } from './testing/cases.js';

const editor = await openEditor();
afterAll(() => editor.close());

function iou(a: Mask, b: Mask): number {
  const { both, first, second } = countOverlap(a, b);
  return both / (first + second - both);
}

it.each(['alpha-keep-rgb', 'alpha-white-zero', 'alpha-zeroed', 'alpha-half'])(
  '%s: its hat is found as on white, becomes red, and alpha stays',
  async (name) => {
    const image = await casePicture(`${name}.png`);
    const truth = await decodeMask(await caseFile('alpha-hat-mask.png'));
    const { masks } = await editor.masks(image, 'hat→red', { force: true });
    expect(iou(masks[0]!, truth)).toBeGreaterThan(0.9);
    const { picture, checks } = await editor.edit(image, 'hat→red', {
      settings: { steps: 6 },
      retry: false,
      force: true,
    });
    expect(checks.edits).toMatchObject([{ outcome: 'came-out' }]);
    const alpha = ({ data }: Picture) => data.filter((_, i) => i % 4 === 3);
    expect(Buffer.compare(alpha(picture), alpha(image))).toBe(0);
    const changed = image.data.filter((value, i) => value !== picture.data[i]).length;
    expect(changed).toBeLessThan(0.2 * image.data.length);
  },
);
