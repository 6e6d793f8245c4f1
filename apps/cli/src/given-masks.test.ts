import { openEditor } from '@dualedit/editor';
import { countOverlap, decodeMask, type Mask, type Picture } from '@dualedit/foundation';
import { afterAll, describe, expect, it } from 'vitest';
import { caseFile, casePicture, FEW_STEPS, runOn } from './testing/cases.js';

const editor = await openEditor();
afterAll(() => editor.close());

const OPTIONS = { settings: { steps: 4 }, retry: false, protect: false };

function iou(a: Mask, b: Mask): number {
  const { both, first, second } = countOverlap(a, b);
  return both / (first + second - both);
}

/** Which pixels an edit of `scene.png` with a mask changed. */
async function changedBy(mask: Mask): Promise<{ changed: boolean[]; notes: string[]; picture: Picture }> {
  const image = await casePicture('scene.png');
  const { picture, notes } = await editor.edit(image, 'hat→red', { ...OPTIONS, masks: { hat: mask } });
  const changed = Array.from(mask.data, (_, i) =>
    [0, 1, 2].some((channel) => picture.data[i * 4 + channel] !== image.data[i * 4 + channel]),
  );
  return { changed, notes: notes.map(({ kind }) => kind), picture };
}

const maskCase = async (name: string) => decodeMask(await caseFile(`${name}.png`));

describe('a mask that is given', () => {
  it('black on white is asked about, and used on request', async () => {
    const args = ['edit', 'scene.png', 'hat→red', '--mask', 'hat=mask-black-on-white.png', '--dry-run'];
    const names = ['scene.png', 'mask-black-on-white.png'];
    const asked = await runOn(names, args);
    expect(asked.code).toBe(2);
    expect(asked.stderr).toMatch(/marks 92 % of the picture.*looks inverted.*--mask-invert/s);
    expect((await runOn(names, [...args, '--mask-invert'])).code).toBe(0);
    expect((await runOn(names, [...args, '--no-mask-invert'])).code).toBe(0);
  });

  it('with soft edges changes pixels as far as they reach, by less the fainter it is', async () => {
    const mask = await maskCase('mask-feathered');
    const { changed, picture } = await changedBy(mask);
    const image = await casePicture('scene.png');
    const change = (i: number) =>
      Math.max(...[0, 1, 2].map((c) => Math.abs(picture.data[i * 4 + c]! - image.data[i * 4 + c]!)));
    const where = (isIn: (value: number) => boolean) =>
      [...mask.data.keys()].filter((i) => isIn(mask.data[i]!));
    const mean = (pixels: number[]) => pixels.reduce((sum, i) => sum + change(i), 0) / pixels.length;
    expect(where((value) => value === 0).some((i) => changed[i])).toBe(false);
    const [faint, strong] = [where((v) => v > 30 && v < 110), where((v) => v > 220)];
    expect(faint.filter((i) => changed[i]).length).toBeGreaterThan(0.5 * faint.length);
    expect(mean(faint)).toBeLessThan(0.6 * mean(strong));
  });

  it('in gray under a half is used, and that is said', async () => {
    const mask = await maskCase('mask-grey45');
    const { changed, notes } = await changedBy(mask);
    expect(notes).toEqual(['mask-brightened']);
    const inside = [...mask.data.keys()].filter((i) => mask.data[i]! > 0);
    expect(inside.filter((i) => changed[i]).length).toBeGreaterThan(0.8 * inside.length);
  });
});

describe('a thing that is shown', () => {
  it.each([
    ['a box', { box: { left: 81, top: 54, width: 118, height: 70 } }],
    ['a point', { points: [{ x: 140, y: 80, inside: true }] }],
    [
      'points',
      {
        points: [
          { x: 140, y: 80, inside: true },
          { x: 140, y: 150, inside: false },
        ],
      },
    ],
  ])('by %s is outlined', async (_, pointing) => {
    const image = await casePicture('scene.png');
    const [truth] = (await editor.masks(image, 'hat→red')).masks;
    const { masks } = await editor
      .masks(image, 'thing→dog', { pointed: [pointing] })
      .catch(() => editor.masks(image, 'cat→dog', { pointed: [pointing] }));
    expect(iou(masks[0]!, truth!)).toBeGreaterThan(0.75);
  });

  it('is what becomes something else, whatever the words would find', async () => {
    const run = await runOn(
      ['two-cats.png'],
      ['edit', 'two-cats.png', 'hat→red', '--box', 'hat=335,60,120,75', ...FEW_STEPS, '--json', '--force'],
    );
    const { edits } = JSON.parse(run.stdout.toString());
    expect(edits[0]).toMatchObject({ maskFrom: 'pointing' });
    expect(edits[0].box.left).toBeGreaterThan(256);
  });

  it.each([
    [['--box', 'hat=200,200,100,100'], /within the picture of 256×256/],
    [['--point', 'hat=-10,10'], /at least one on the hat/],
    [['--point', 'hat=10'], /Expected name=x,y/],
    [['--box', 'dog=1,1,9,9'], /belongs to no edit/],
    [['--mask', 'hat=mask-grey45.png', '--box', 'hat=1,1,9,9'], /has a mask, and a box/],
    [['--box', 'hat=1,1,9,9', '--mask-source', 'attention'], /no segmenter/],
  ])('is refused if it cannot be meant: %j', async (args, message) => {
    const names = ['scene.png', 'mask-grey45.png'];
    const run = await runOn(names, ['edit', 'scene.png', 'hat→red', '--dry-run', ...args]);
    expect(run.stderr).toMatch(message);
    expect(run.code).toBe(2);
  });
});
