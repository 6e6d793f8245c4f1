// Readers of sets with several edits per picture, on small ones in their forms that are made here.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { changeName, encodeMask, encodePicture, targetPhrase } from '@dualedit/foundation';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { greyPicture, maskWhere } from '../testing/pictures.js';
import type { BenchItem } from './item.js';
import { openData } from './open.js';
import { readActions } from './pie-actions.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bench-several-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function put(path: string, content: string | Uint8Array): Promise<void> {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), content);
}

const said = ({ edits }: BenchItem) => edits.map((edit) => `${changeName(edit)}→${targetPhrase(edit)}`);

describe('PIE-Bench++', () => {
  interface Row {
    action: string;
    mask?: string;
  }

  /** A parquet file in the form of the hub: a picture is a group of its bytes and a path. */
  async function putRows(path: string, rows: readonly Row[]): Promise<void> {
    const bytes = await encodePicture(greyPicture(512, (x) => x % 256));
    const text = (name: string, data: string[]) => ({ name, data });
    const optional = { repetition_type: 'OPTIONAL' } as const;
    const utf8 = { type: 'BYTE_ARRAY', converted_type: 'UTF8', ...optional } as const;
    const columnData = [
      text(
        'id',
        rows.map((_, i) => `00${i}`),
      ),
      text(
        'source_prompt',
        rows.map(() => 'a [cat] and a red ball on the grass'),
      ),
      text(
        'target_prompt',
        rows.map(() => 'a [dog] and a [blue] ball'),
      ),
      text(
        'edit_action',
        rows.map(({ action }) => action),
      ),
      text(
        'mask',
        rows.map(({ mask = '0 3 512 2' }) => mask),
      ),
      { name: 'image', data: rows.map(() => ({ bytes, path: '' })) },
    ];
    const buffer = parquetWriteBuffer({
      columnData,
      schema: [
        { name: 'root', num_children: columnData.length },
        ...columnData.slice(0, -1).map(({ name }) => ({ name, ...utf8 })),
        { name: 'image', num_children: 2, ...optional },
        { name: 'bytes', type: 'BYTE_ARRAY', ...optional },
        { name: 'path', ...utf8 },
      ],
    });
    await put(path, new Uint8Array(buffer));
  }

  it('reads several edits per picture, by category', async () => {
    const cat = `'dog': {'position': 1, 'edit_type': 1, 'action': 'cat'}`;
    await putRows('1_change_object_80/V1-00000-of-00001.parquet', [
      { action: `{${cat}}` },
      { action: `{${cat}, "cup": {'position': 5, 'edit_type': 1, 'action': 'ball'}}` },
      { action: `{'small': {'position': 1, 'edit_type': 2, 'action': '+'}}` },
    ]);
    await putRows('3_delete_object_80/V1-00000-of-00001.parquet', [
      { action: `{'ball': {'position': 5, 'edit_type': 3, 'action': '-'}}` },
    ]);
    await putRows('6_change_attribute_color_40/V1-00000-of-00001.parquet', [
      { action: `{'blue': {'position': 4, 'edit_type': 6, 'action': 'red'}}` },
    ]);
    await putRows('8_change_background_80/V1-00000-of-00001.parquet', [
      { action: `{'snow': {'position': 8, 'edit_type': 8, 'action': 'grass'}}` },
    ]);
    const { name, items, skipped } = await openData(`pie++:${folder}`);
    expect(name).toBe('PIE-Bench++');
    expect(items.map((item) => [item.id, item.split, said(item)])).toEqual([
      ['1-000', 'change object', ['cat→dog']],
      ['1-001', 'change object', ['cat→dog', 'ball→cup']],
      ['3-000', 'delete object', ['ball→nothing']],
      ['6-000', 'change attribute color', ['ball→blue ball']],
      ['8-000', 'change background', ['background→snow']],
    ]);
    expect(skipped.map(({ id }) => id)).toEqual(['1-002']);
    expect(items[0]!.prompt).toBe('a cat and a red ball on the grass');
    const [one, two] = [await items[0]!.load(), await items[1]!.load()];
    expect(one.masks[0]!.data.filter((value) => value > 0)).toHaveLength(5);
    expect([one.findsMasks, two.findsMasks, two.masks.length]).toEqual([undefined, true, 2]);
  });

  it('reads the actions of Python, in either quotes', () => {
    expect(readActions(`{'dog': {'position': 1, 'edit_type': 1, 'action': 'cat'}}`, 'x')).toEqual([
      { words: 'dog', position: 1, instead: 'cat' },
    ]);
    expect(readActions(`{"bear's hat": {'position': 3, 'edit_type': None, 'action': '+'}}`, 'x')).toEqual([
      { words: "bear's hat", position: 3, instead: '+' },
    ]);
    expect(() => readActions('dog', 'x')).toThrow(expect.objectContaining({ code: 'data-malformed' }));
    expect(() => readActions(`{'dog': {'position': 1}}`, 'x')).toThrow('a position and an action');
  });

  it('says which folder is missing', async () => {
    await expect(openData(`pie++:${join(folder, 'none')}`)).rejects.toMatchObject({ code: 'data-missing' });
  });
});

describe('MICE-Bench', () => {
  const entry = {
    image_path: 'images/1.png',
    mask_path: '"masks/1a.png" "masks/1b.png"',
    source_prompt: '"cat" "ball"',
    fg_prompt: '"a white dog" "a cup"',
    edit_inst_single: '',
  };

  it('reads quoted masks, old words and new words', async () => {
    await put('LoMOE.json', JSON.stringify({ 1: entry }));
    await put('images/1.png', await encodePicture(greyPicture(16, (x) => x)));
    await put('masks/1a.png', await encodeMask(maskWhere(16, (x) => x < 4)));
    await put('masks/1b.png', await encodeMask(maskWhere(16, (x) => x > 9)));
    const { name, items } = await openData(`mice:${folder}`);
    expect(name).toBe('MICE-Bench');
    expect(said(items[0]!)).toEqual(['cat→a white dog', 'ball→a cup']);
    expect(items[0]).toMatchObject({ split: '1 to 4 masks', targetPrompt: 'a white dog and a cup' });
    const { masks, picture } = await items[0]!.load();
    expect([picture.width, masks.length, masks[1]!.data[15]]).toEqual([16, 2, 255]);
  });

  it('refuses an entry whose words and masks do not match', async () => {
    await put('LoMOE.json', JSON.stringify({ 1: { ...entry, source_prompt: '"cat"' } }));
    await expect(openData(`mice:${folder}`)).rejects.toMatchObject({ code: 'data-malformed' });
  });
});

describe('a plain list of edits', () => {
  const entry = {
    id: 'one',
    picture: 'one.png',
    prompt: 'a cat and a ball',
    targetPrompt: 'a dog and a red ball',
    edits: [
      { source: 'cat', target: 'dog', mask: 'cat.png' },
      { source: 'ball', target: 'red', kind: 'attribute', mask: 'ball.png' },
    ],
  };

  it('is read, under the name of the set', async () => {
    await put('edits.json', JSON.stringify([entry]));
    await put('one.png', await encodePicture(greyPicture(16, (x) => x)));
    await put('cat.png', await encodeMask(maskWhere(16, (x) => x < 4)));
    await put('ball.png', await encodeMask(maskWhere(16, (x) => x > 9)));
    const { name, items } = await openData(`ale:${folder}`);
    expect(name).toBe('ALE-Bench');
    expect(said(items[0]!)).toEqual(['cat→dog', 'ball→red ball']);
    expect(items[0]).toMatchObject({ id: 'one', split: '2 edits', prompt: 'a cat and a ball' });
    expect((await items[0]!.load()).masks).toHaveLength(2);
    expect((await openData(`plain:${folder}`)).name).toBe(folder);
  });

  it.each([
    ['no list', {}],
    ['no edits', [{ ...entry, edits: [] }]],
    ['no mask', [{ ...entry, edits: [{ source: 'cat', target: 'dog' }] }]],
    ['an unknown kind', [{ ...entry, edits: [{ ...entry.edits[0], kind: 'swap' }] }]],
    ['no target prompt', [{ ...entry, targetPrompt: undefined }]],
  ])('is refused with %s', async (_, content) => {
    await put('edits.json', JSON.stringify(content));
    await expect(openData(`plain:${folder}`)).rejects.toMatchObject({ code: 'data-malformed' });
  });
});
