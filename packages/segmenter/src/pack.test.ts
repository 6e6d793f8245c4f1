import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openMaskSource } from './mask-source.js';
import { hasSegmenter, readSegmenterModels } from './pack.js';
import { Segmenter } from './segmenter.js';
import { fixture, goldenPicture } from './testing/fixtures.js';

let pack: string;
beforeEach(async () => {
  pack = await mkdtemp(join(tmpdir(), 'pack-'));
});
afterEach(() => rm(pack, { recursive: true }));

async function addModels(settings: object): Promise<void> {
  await cp(fixture('owlv2'), join(pack, 'segmenter', 'detector'), { recursive: true });
  await cp(fixture('sam'), join(pack, 'segmenter', 'sam'), { recursive: true });
  await writeFile(join(pack, 'segmenter', 'segmenter.json'), JSON.stringify(settings));
}

describe('a pack', () => {
  it('without a segmenter says so', async () => {
    expect(hasSegmenter(pack)).toBe(false);
    await expect(Segmenter.load(pack)).rejects.toMatchObject({ code: 'pack-without-segmenter' });
  });

  it('with half a segmenter names what is missing', async () => {
    await addModels({});
    await rm(join(pack, 'segmenter', 'sam', 'preprocessor_config.json'));
    expect(hasSegmenter(pack)).toBe(true);
    await expect(Segmenter.load(pack)).rejects.toMatchObject({
      code: 'pack-incomplete',
      received: join(pack, 'segmenter', 'sam', 'preprocessor_config.json'),
    });
  });

  it('with a model that cannot be read names it', async () => {
    await addModels({});
    await writeFile(join(pack, 'segmenter', 'sam', 'onnx', 'vision_encoder.onnx'), 'not a model');
    await expect(Segmenter.load(pack)).rejects.toMatchObject({
      code: 'model-unreadable',
      received: join(pack, 'segmenter', 'sam'),
    });
  });

  it('has its numbers, and the words that it was taught, from its own files', async () => {
    await addModels({ detector: { scoreThreshold: 0.4, nmsIou: 0.6 }, sam: { boxes: 'corner-points' } });
    await writeFile(
      join(pack, 'words.json'),
      JSON.stringify({ nouns: ['cat', 'hat'], colors: ['red'], materials: ['striped'] }),
    );
    expect(await readSegmenterModels(pack)).toEqual({
      detector: join(pack, 'segmenter', 'detector'),
      sam: join(pack, 'segmenter', 'sam'),
      scoreThreshold: 0.4,
      nmsIou: 0.6,
      boxes: 'corner-points',
      names: ['cat', 'hat'],
      looks: [['red'], ['striped']],
    });
    await mkdir(join(pack, 'segmenter'), { recursive: true });
    await writeFile(join(pack, 'segmenter', 'segmenter.json'), '{');
    await expect(readSegmenterModels(pack)).rejects.toMatchObject({ code: 'pack-unreadable' });
  });
});

describe('a segmenter of untrained models', () => {
  it('finds nothing, says how near it came, and serves as the mask source of an editor', async () => {
    await addModels({ detector: { scoreThreshold: 0.99 } });
    const source = await openMaskSource({ pack, device: 'cpu' });
    const edit = { source: 'cat', target: 'dog', kind: 'object', strength: 1, span: [0, 7] } as const;
    const edits = [{ ...edit, which: { type: 'best' } as const, span: [0, 7] as [number, number] }];
    await expect(source.find(goldenPicture(), { edits })).rejects.toMatchObject({
      code: 'object-not-found',
      message: expect.stringMatching(/^No cat was found in the picture\. The best guess scored 0\.\d\d\.$/),
    });
  });

  it('gives every phrase an answer of its own, with masks at the size of the picture', async () => {
    await addModels({ detector: { scoreThreshold: 0, nmsIou: 0.3 } });
    const segmenter = await Segmenter.load(pack);
    const picture = { width: 50, height: 30, data: new Uint8Array(50 * 30 * 4).fill(120) };
    const { phrases } = await segmenter.segment(picture, ['the Cat', 'red hat', 'cat']);
    expect(phrases.map(({ phrase }) => phrase)).toEqual(['the Cat', 'red hat', 'cat']);
    expect(phrases[0]!.instances).toEqual(phrases[2]!.instances);
    for (const { mask, box } of phrases.flatMap(({ instances }) => instances)) {
      expect(mask).toMatchObject({ width: 50, height: 30 });
      expect(mask.data).toHaveLength(50 * 30);
      expect(box.left + box.width).toBeLessThanOrEqual(50);
    }
    await segmenter.close();
  });

  it('refuses an empty phrase and stops when told to', async () => {
    await addModels({});
    const segmenter = await Segmenter.load(pack);
    await expect(segmenter.segment(goldenPicture(), ['cat', ' the '])).rejects.toMatchObject({
      code: 'phrase-empty',
    });
    const signal = AbortSignal.abort();
    await expect(segmenter.segment(goldenPicture(), ['cat'], { signal })).rejects.toMatchObject({
      code: 'aborted',
    });
    await segmenter.close();
  });

  it('fetches nothing unless asked', async () => {
    const models = { detector: 'onnx-community/grounding-dino-tiny-ONNX', sam: fixture('sam') };
    await expect(Segmenter.load(models)).rejects.toMatchObject({ code: 'model-unreadable' });
  });
});
