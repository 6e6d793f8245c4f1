import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defaultPackFolder } from '../pack/open-pack.js';
import { clipTokenizerJson } from './clip-tokenizer-json.js';
import { type ClipTokenizer, loadTokenizer } from './tokenizer.js';

/** Written by scripts/tokenizer_golden.py with transformers. */
const FOLDER = fileURLToPath(new URL('./__fixtures__/clip-tokenizer/', import.meta.url));
const read = (name: string) => readFileSync(join(FOLDER, name), 'utf8');
const golden: { text: string; ids: number[] }[] = JSON.parse(read('ids.json'));
const CONFIG = JSON.parse(read('tokenizer_config.json'));

const folders: string[] = [];
function folderWith(files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'dualedit-tokenizer-'));
  folders.push(folder);
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  return folder;
}
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

const vocabulary = { 'vocab.json': read('vocab.json'), 'merges.txt': read('merges.txt') };
const description = JSON.stringify(clipTokenizerJson(JSON.parse(read('vocab.json')), read('merges.txt')));

describe.each([
  ['vocab.json and merges.txt', vocabulary],
  ['tokenizer.json alone', { 'tokenizer.json': description }],
])('a tokenizer from %s', (_, files) => {
  let tokenizer: ClipTokenizer;
  beforeAll(async () => {
    tokenizer = await loadTokenizer(
      folderWith({ ...files, 'tokenizer_config.json': JSON.stringify(CONFIG) }),
    );
  });

  it.each(golden)('reads $text as transformers does', ({ text, ids }) => {
    const padding = Array(77 - ids.length).fill(ids.at(-1));
    expect(tokenizer.encode(text).ids).toEqual([...ids, ...padding]);
  });

  it('says which word each piece is of', () => {
    const text = "The CAT's zeppelin!";
    const { pieces } = tokenizer.encode(text);
    const words = [...new Set(pieces.map(({ start, end }) => text.slice(start, end)))];
    expect(words).toEqual(['The', 'CAT', "'s", 'zeppelin', '!']);
    expect(pieces.map(({ token }) => token)).toEqual(pieces.map((_, i) => i + 1));
  });

  it('gives spans of any text that lie in order, hold no space and leave out nothing else', () => {
    const unit = fc.constantFrom(..."aZ é e\u0301 Σ İ 猫 🐱 7 ' - !".split(' '), ' ', '\t');
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 15 }), (given) => {
        const text = given.normalize('NFC');
        const { pieces } = tokenizer.encode(text);
        let covered = '';
        let done = 0;
        for (const { start, end } of pieces) {
          expect(start >= done || start === pieces.find((p) => p.end === end)!.start).toBe(true);
          covered += text.slice(Math.max(done, start), end);
          done = Math.max(done, end);
        }
        expect(covered).toBe(text.replaceAll(/\s/g, ''));
        expect(tokenizer.encode(given).ids).toEqual(tokenizer.encode(text).ids);
      }),
    );
  });
});

it("pads with the config's own token, as Stable Diffusion 2 does with !", async () => {
  const config = { ...CONFIG, pad_token: { content: '!' }, eos_token: { content: '<|endoftext|>' } };
  const folder = folderWith({ ...vocabulary, 'tokenizer_config.json': JSON.stringify(config) });
  const { ids } = (await loadTokenizer(folder)).encode('a cat');
  const vocab = JSON.parse(vocabulary['vocab.json']);
  expect(ids[3]).toBe(vocab['<|endoftext|>']);
  expect(ids.slice(4)).toEqual(Array(73).fill(vocab['!']));
});

it("reads the embedded pack's tokenizer.json as its older files", async () => {
  const pack = join(defaultPackFolder(), 'tokenizer');
  const older = folderWith({});
  for (const name of ['vocab.json', 'merges.txt', 'tokenizer_config.json']) {
    copyFileSync(join(pack, name), join(older, name));
  }
  const [a, b] = [await loadTokenizer(pack), await loadTokenizer(older)];
  for (const { text } of golden.filter(({ ids }) => ids.length <= a.maxLength)) {
    expect(b.encode(text)).toEqual(a.encode(text));
  }
});
