// Small data sets in the published forms, made here.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { changeName, encodeMask, encodePicture, type Mask } from '@dualedit/foundation';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { greyPicture, maskWhere } from '../testing/pictures.js';
import type { BenchItem } from './item.js';
import { openData } from './open.js';
import { decodeRuns } from './pie-bench.js';

/** As the data says it: an attribute alone. */
const targetOf = (edit: BenchItem['edits'][0]) => (edit.kind === 'removal' ? 'nothing' : edit.target);
const sourceOf = changeName;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bench-data-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function put(path: string, content: string | Uint8Array): Promise<void> {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), content);
}

const picture = (side: number) => encodePicture(greyPicture(side, (x) => x % 256));
const leftMask = maskWhere(16, (x) => x < 4);
const area = (mask: Mask) => mask.data.filter((value) => value > 127).length;

describe('PIE-Bench', () => {
  const entry = {
    image_path: '0_random_140/000000000000.jpg',
    original_prompt: 'a [cat] sitting next to a mirror',
    editing_prompt: 'a [silver tiger] sitting next to a mirror',
    editing_instruction: 'Change the cat to a silver tiger',
    editing_type_id: '1',
    blended_word: 'cat tiger',
    mask: [0, 3, 512, 2],
  };

  it('reads prompts, edits and masks', async () => {
    const colour = {
      ...entry,
      editing_type_id: '6',
      blended_word: 'shirt shirt',
      original_prompt: 'a man in a [black] shirt',
      editing_prompt: 'a man in a [white] shirt',
    };
    const blended = { ...entry, original_prompt: 'a cat', editing_prompt: 'a dog', blended_word: 'cat dog' };
    const style = {
      ...entry,
      editing_type_id: '9',
      original_prompt: 'a cat',
      editing_prompt: 'a sketch of a cat',
    };
    await put(
      'mapping_file.json',
      JSON.stringify({ '000': entry, '001': colour, '002': blended, '003': { ...style, blended_word: '' } }),
    );
    await put(`annotation_images/${entry.image_path}`, await picture(512));

    const data = await openData(`pie:${folder}`);
    expect(
      data.items.map(({ id, split, prompt, targetPrompt }) => [id, split, prompt, targetPrompt]),
    ).toEqual([
      ['000', 'change object', 'a cat sitting next to a mirror', 'a silver tiger sitting next to a mirror'],
      ['001', 'change colour', 'a man in a black shirt', 'a man in a white shirt'],
      ['002', 'change object', 'a cat', 'a dog'],
    ]);
    expect(
      data.items.map(({ edits }) => edits.map((edit) => [sourceOf(edit), targetOf(edit), edit.kind])),
    ).toEqual([
      [['cat', 'silver tiger', 'object']],
      [['shirt', 'white', 'attribute']],
      [['cat', 'dog', 'object']],
    ]);
    expect(data.skipped).toEqual([
      { id: '003', reason: 'change style: no word of the picture becomes another' },
    ]);

    const { masks, picture: loaded } = await data.items[0]!.load();
    expect([loaded.width, loaded.height]).toEqual([512, 512]);
    expect([...masks[0]!.data.entries()].filter(([, value]) => value > 0).map(([at]) => at)).toEqual([
      0, 1, 2, 512, 513,
    ]);
  });

  it('refuses runs that leave the picture, and a mapping that is not there', async () => {
    expect(() => decodeRuns([0, 512 * 512 + 1], 'x')).toThrow('within 262144 pixels in entry x');
    expect(() => decodeRuns([5], 'x')).toThrow('pairs of start and length');
    await expect(openData(`pie:${folder}`)).rejects.toMatchObject({ code: 'data-missing' });
  });
});

describe('LoMOE-Bench', () => {
  it('reads quoted masks and prompts, and the lines of its side files', async () => {
    const entry = (n: number) => ({
      image_path: `images/${n}/init_image.png`,
      mask_path: `"masks/${n}/a.png" "masks/${n}/b.png"`,
      fg_prompt: '"a red apple" "an orange cat"',
      bg_path: 'bg.txt',
      edit_inst_single: '',
    });
    await put('LoMOE.json', JSON.stringify({ 1: entry(1), 2: entry(2) }));
    await put('utils/target_prompts.txt', 'first target\na red apple and an orange cat\n');
    await put('utils/mask_orig_prompts.txt', '"x" "y"\n"lemon" "dog"\n');
    await put('images/2/init_image.png', await picture(16));
    for (const name of ['a', 'b']) await put(`masks/2/${name}.png`, await encodeMask(leftMask));

    const { items } = await openData(`lomoe:${folder}`);
    expect(items).toHaveLength(2);
    expect(items[1]).toMatchObject({
      id: '2',
      targetPrompt: 'a red apple and an orange cat',
      split: '2 masks',
    });
    expect(items[1]!.edits.map((edit) => [sourceOf(edit), targetOf(edit)])).toEqual([
      ['lemon', 'a red apple'],
      ['dog', 'an orange cat'],
    ]);
    const { masks } = await items[1]!.load();
    expect(masks.map(area)).toEqual([64, 64]);
  });

  it('refuses an entry whose lists differ in length', async () => {
    await put(
      'LoMOE.json',
      JSON.stringify({ 1: { image_path: 'a', mask_path: '"m"', fg_prompt: '"a" "b"' } }),
    );
    await put('utils/target_prompts.txt', 'x');
    await put('utils/mask_orig_prompts.txt', '"x"');
    await expect(openData(`lomoe:${folder}`)).rejects.toMatchObject({ code: 'data-malformed' });
  });
});

describe('OIR-Bench', () => {
  it('reads pictures with two objects, and each change of a single one', async () => {
    await put(
      'multi_object.yaml',
      [
        '- image_path: images/a.png',
        '  origin_prompt: a lighthouse by the sea',
        '  target_prompt: a rocket by the grassland',
        '  guided_prompt: [[a , " by the sea"]]',
        '  origin_change: [lighthouse, sea]',
        '  prompt_change: [rocket, grassland]',
        '  prompt_change_mask: [masks/a.png, masks/b.png]',
        '  reassembly_step: 10',
        '  reinversion_steps: 20',
        '  generation_image_path: out.png',
      ].join('\n'),
    );
    await put(
      'single_object.yaml',
      [
        'first:',
        '  image_path: images/a.png',
        '  origin_prompt: a cat on a bench',
        '  target_prompt_list: ["a ", " on a bench"]',
        '  target_changes: [dog, red fox]',
        '  origin_prompt_mask: masks/a.png',
      ].join('\n'),
    );
    await put('images/a.png', await picture(16));
    for (const name of ['a', 'b']) await put(`masks/${name}.png`, await encodeMask(leftMask));

    const { items } = await openData(`oir:${folder}`);
    expect(items.map(({ id, split, targetPrompt }) => [id, split, targetPrompt])).toEqual([
      ['multi-0', 'multi object', 'a rocket by the grassland'],
      ['single-0-0', 'single object', 'a dog on a bench'],
      ['single-0-1', 'single object', 'a red fox on a bench'],
    ]);
    expect(items[2]!.edits).toMatchObject([{ source: 'cat', target: 'red fox' }]);
    expect((await items[0]!.load()).masks.map(area)).toEqual([64, 64]);
  });
});

describe('COCO-edit', () => {
  it('takes the masks whose noun has a target', async () => {
    for (const name of ['one.jpg', 'two.jpg']) await put(name, await picture(16));
    await put('seg_dirs/one/cat.png', await encodeMask(leftMask));
    await put('seg_dirs/one/bench.png', await encodeMask(leftMask));
    await put('seg_dirs/two/bear.png', await encodeMask(leftMask));
    await put('output/one/prompt.txt', 'a cat on a bench\n');

    const { items, skipped } = await openData(`coco:${folder}`, 'cat=dog,zebra=horse');
    expect(items).toMatchObject([
      { id: 'one', split: 'cat', prompt: 'a cat on a bench', targetPrompt: 'a dog on a bench' },
    ]);
    expect((await items[0]!.load()).masks.map(area)).toEqual([64]);
    expect(skipped).toEqual([{ id: 'two', reason: 'no mask of a noun that has a target' }]);
    await expect(openData(`coco:${folder}`)).rejects.toMatchObject({ code: 'data-targets' });
  });
});

it.each(['coc', 'diorama:0', 'diorama:many'])('says what data there are instead of %s', async (text) => {
  await expect(openData(text)).rejects.toMatchObject({ code: 'data-unknown' });
});

it('edits materials too', async () => {
  const { items } = await openData('diorama:24');
  const targets = items.flatMap(({ edits }) => edits.map(targetOf));
  expect(targets.some((target) => ['striped', 'dotted', 'wooden', 'golden'].includes(target))).toBe(true);
});
