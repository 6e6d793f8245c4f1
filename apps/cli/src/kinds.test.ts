import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { decodePicture, type Picture } from '@dualedit/foundation';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { caseFile, casePicture, FEW_STEPS, runOn } from './testing/cases.js';

const EDIT = ['hat→red', ...FEW_STEPS, '--force'];

async function edited(name: string, ...args: string[]) {
  const run = await runOn([name], ['edit', name, ...EDIT, '-o', 'out.png', '--json', ...args]);
  const said = JSON.parse(run.stdout.toString() || '{}');
  return { ...run, said, bytes: await readFile(join(run.cwd, said.output)) };
}

function countChanged(a: Picture, b: Picture): number {
  let count = 0;
  for (let i = 0; i < a.data.length; i += 4)
    if (a.data.subarray(i, i + 4).some((value, k) => value !== b.data[i + k])) count++;
  return count;
}

describe('an edited file', () => {
  it('of Display P3 is tagged as it was', async () => {
    const { bytes } = await edited('display-p3.png');
    const profile = async (file: Buffer) => (await sharp(file).metadata()).icc;
    expect((await profile(bytes))!.equals((await profile(await caseFile('display-p3.png')))!)).toBe(true);
  });

  it('of 16 bits keeps them outside the edit', async () => {
    const { bytes, said } = await edited('rgb16.png');
    const samples = async (file: Buffer) => {
      const data = await sharp(file).toColourspace('rgb16').raw({ depth: 'ushort' }).toBuffer();
      return new Uint16Array(data.buffer, data.byteOffset, data.length / 2);
    };
    const [before, after] = [await samples(await caseFile('rgb16.png')), await samples(bytes)];
    const { left, top, width, height } = said.edits[0].box;
    const isNear = (x: number, y: number) =>
      x > left - 9 && x < left + width + 9 && y > top - 9 && y < top + height + 9;
    const isSame = (i: number) => before[i] === after[i];
    let changed = 0;
    for (let y = 0, i = 0; y < 128; y++)
      for (let x = 0; x < 160; x++, i += 3)
        if (![i, i + 1, i + 2].every(isSame)) {
          changed++;
          expect(isNear(x, y)).toBe(true);
        }
    expect(changed).toBeGreaterThan(50);
    expect(before.some((value) => value % 257 !== 0)).toBe(true);
  });

  it('keeps dots per inch and texts, unless told otherwise', async () => {
    const { bytes } = await edited('text-chunks-300dpi.png');
    expect(await sharp(bytes).metadata()).toMatchObject({
      density: 300,
      comments: [{ keyword: 'parameters', text: 'a cat wearing a hat, steps 20' }],
    });
    const none = await edited('text-chunks-300dpi.png', '--metadata', 'none');
    expect((await sharp(none.bytes).metadata()).comments).toBeUndefined();
  });

  it('keeps its alpha', async () => {
    const alpha = async (file: Uint8Array) => (await decodePicture(file)).data.filter((_, i) => i % 4 === 3);
    const { bytes } = await edited('alpha-half.png');
    expect(Buffer.compare(await alpha(bytes), await alpha(await caseFile('alpha-half.png')))).toBe(0);
  });

  it('that is a JPEG stays one, and one line says what that means; a PNG is exact', async () => {
    const run = await runOn(['scene.jpg'], ['edit', 'scene.jpg', ...EDIT]);
    expect(run.stderr.match(/JPEG re-encodes all pixels/g)).toHaveLength(1);
    const bytes = await readFile(join(run.cwd, 'scene.edited.jpg'));
    expect(await sharp(bytes).metadata()).toMatchObject({ format: 'jpeg', chromaSubsampling: '4:2:0' });
    const before = await casePicture('scene.jpg');
    const exact = await edited('scene.jpg');
    expect(exact.said.notes).toEqual([]);
    const count = countChanged(before, await decodePicture(exact.bytes));
    expect(count).toBeGreaterThan(100);
    expect(count).toBeLessThan(0.2 * before.width * before.height);
  });
});
