// The embedded pack's own detector and SAM.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { FIRST_HELD_OUT_SEED, renderMasks, renderScene, type Scene } from '@dualedit/diorama';
import {
  decodePicture,
  type Edit,
  type Mask,
  type MaskSource,
  maskBox,
  type SeenThing,
  type Selector,
} from '@dualedit/foundation';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Corners, suppress } from './detectors/detection.js';
import { openDetector } from './detectors/open-detector.js';
import { openMaskSource } from './mask-source.js';
import { maskIou } from './masks/distinct.js';
import { readSegmenterModels } from './pack.js';
import { openSam } from './sam/sam.js';
import { Segmenter } from './segmenter.js';
import { fixture, golden } from './testing/fixtures.js';
import { readNpy } from './testing/npy.js';

const pack = dirname(createRequire(import.meta.url).resolve('@dualedit/model-diorama/package.json'));
const CPU = { device: 'cpu', download: false };

describe('the embedded models', () => {
  it('find what PyTorch finds', async () => {
    const expected = (await golden('diorama')).detector;
    const picture = await decodePicture(await readFile(join(fixture('diorama'), 'scene.png')));
    const detector = await openDetector((await readSegmenterModels(pack)).detector, CPU);
    const found = await detector.detect(picture, expected.phrases);
    const counted = found.flatMap((boxes, i) =>
      suppress(
        boxes.filter(({ score }) => score >= expected.threshold),
        expected.nms_iou,
      ).map((box) => ({ phrase: expected.phrases[i], ...box })),
    );
    expect(counted.map(({ phrase }) => phrase)).toEqual(
      expected.found.map(({ phrase }: { phrase: string }) => phrase),
    );
    counted.forEach(({ score, corners }, i) => {
      expect(score).toBeCloseTo(expected.found[i].score, 3);
      corners.forEach((value, side) => {
        expect(value).toBeCloseTo(expected.found[i].box[side], 1);
      });
    });
    await detector.close();
  });

  it('mask what PyTorch masks, by boxes and by points', async () => {
    const { sam: expected } = await golden('diorama');
    const picture = await decodePicture(await readFile(join(fixture('diorama'), 'scene.png')));
    const models = await readSegmenterModels(pack);
    const sam = await openSam(models.sam, CPU, models.boxes);
    const embedded = await sam.embed(picture);
    const [[[x, y], [outX, outY]]] = expected.points.input_points[0];
    const answers = {
      boxes: await sam.byBoxes(
        embedded,
        expected.boxes.input_points[0].map((corners: number[][]) => corners.flat() as unknown as Corners),
      ),
      points: await sam.byPoints(embedded, [
        [
          { x, y, inside: true },
          { x: outX, y: outY, inside: false },
        ],
      ]),
    };
    for (const [kind, proposals] of Object.entries(answers)) {
      const { iou_scores, best, best_masks } = expected[kind];
      const { shape, data } = await readNpy(join(fixture('diorama'), best_masks));
      const size = shape.at(-1)! * shape.at(-2)!;
      proposals.forEach((received, i) => {
        received.forEach(({ iou }, at) => {
          expect(iou).toBeCloseTo(iou_scores[0][i][at], 3);
        });
        const { logits } = received[best[i]]!;
        const inside = (values: Float32Array) => values.map((value) => Number(value > 0));
        expect(inside(logits.data)).toEqual(inside(data.subarray(i * size, (i + 1) * size)));
      });
    }
    await sam.close();
  });
});

/** A cat in a hat and a bare cat, a ball in front of the second. */
const scene: Scene = {
  seed: FIRST_HELD_OUT_SEED + 77,
  background: 'snow',
  objects: [
    { id: 1, noun: 'cat', color: 'blue', x: 34, y: 112, size: 68 },
    { id: 2, noun: 'cat', x: 92, y: 106, size: 56 },
    { id: 3, noun: 'ball', color: 'red', x: 110, y: 119, size: 26 },
  ],
};
const SIZE = 256;

describe('the mask source of an editor', () => {
  let source: MaskSource;
  let truth: Mask[];
  beforeAll(async () => {
    source = await openMaskSource({ pack, device: 'cpu' });
    truth = (await renderMasks(scene, SIZE)).map(({ visible }) => visible);
  });

  const edit = (name: string, which: Selector): Edit => ({
    source: name,
    target: 'dog',
    kind: 'object',
    which,
    strength: 1,
    span: [0, 7],
  });

  it.each<[string, Selector, number]>([
    ['cat', { type: 'side', side: 'left' }, 0],
    ['cat', { type: 'side', side: 'right' }, 1],
    ['cat', { type: 'ordinal', ordinal: 2 }, 1],
    ['cat', { type: 'size', size: 'largest' }, 0],
    ['cat', { type: 'depth', depth: 'back' }, 1],
    ['blue cat', { type: 'best' }, 0],
    ['ball', { type: 'best' }, 2],
  ])('masks the %s that is meant: %j', async (name, which, index) => {
    const {
      masks: [mask],
    } = await source.find(await renderScene(scene, SIZE), { edits: [edit(name, which)] });
    expect(maskIou(mask!, truth[index]!)).toBeGreaterThan(0.7);
  });

  it.each<[string, Selector, 'left' | 'right']>([
    ['hat', { type: 'part-of', owner: 'cat', ownerWhich: { type: 'side', side: 'right' } }, 'right'],
    ['hat', { type: 'part-of', owner: 'cat', ownerWhich: { type: 'side', side: 'left' } }, 'left'],
    ['hat', { type: 'part-of', owner: 'cat', ownerWhich: { type: 'ordinal', ordinal: 2 } }, 'right'],
    ['cat', { type: 'ordinal', ordinal: 2, from: 'right' }, 'left'],
    [
      'hat',
      { type: 'near', relation: 'left-of', other: 'hat', otherWhich: { type: 'side', side: 'right' } },
      'left',
    ],
  ])('of two cats with hats, masks the %s that is meant: %j', async (name, which, side) => {
    const picture = await decodePicture(await readFile(join(fixture('diorama'), 'two-cats.png')));
    const {
      masks: [mask],
    } = await source.find(picture, { edits: [edit(name, which)] });
    const box = maskBox(mask!)!;
    expect(box.left + box.width / 2 < picture.width / 2 ? 'left' : 'right').toBe(side);
    expect(box.width).toBeLessThan(picture.width / 2);
  });

  it('says what it sees only because it expects it, in a picture that fades', async () => {
    const settings = JSON.parse(await readFile(join(pack, 'segmenter/segmenter.json'), 'utf8'));
    const threshold: number = settings.detector.scoreThreshold;
    const picture = await renderScene(scene, SIZE);
    const seen: SeenThing[] = [];
    for (let left = 1; left > 0; left -= 1 / 12) {
      const data = picture.data.map((value, i) => (i % 4 === 3 ? value : 128 + left * (value - 128)));
      const { things } = await source.find({ ...picture, data }, { edits: [], expected: ['cat', 'ball'] });
      seen.push(...things!.filter(({ name }) => name === 'cat' || name === 'ball'));
    }
    for (const { score, isFaint = false } of seen) expect(isFaint).toBe(score < threshold);
    expect(new Set(seen.map(({ isFaint = false }) => isFaint)).size).toBe(2);
  });

  it('refuses a count that the picture does not have', async () => {
    const picture = await decodePicture(await readFile(join(fixture('diorama'), 'two-cats.png')));
    await expect(
      source.find(picture, { edits: [edit('cat', { type: 'all', count: 3 })] }),
    ).rejects.toMatchObject({
      code: 'object-count',
      received: 2,
    });
    const {
      masks: [both],
    } = await source.find(picture, { edits: [edit('cat', { type: 'all', count: 2 })] });
    expect(maskBox(both!)!.width).toBeGreaterThan(picture.width / 2);
  });

  it('says what there is, where a thing is not', async () => {
    const picture = await renderScene(scene, SIZE);
    await expect(source.find(picture, { edits: [edit('cup', { type: 'best' })] })).rejects.toMatchObject({
      code: 'object-not-found',
      message: expect.stringMatching(/^No cup was found in the picture\. There is: .*cat \(0\.\d\d\)/),
    });
    await expect(
      source.find(picture, { edits: [edit('cat', { type: 'ordinal', ordinal: 3 })] }),
    ).rejects.toMatchObject({ message: expect.stringContaining('of "cat" the picture has 2') });
  });
});

describe('what stands out', () => {
  it('is found without a word for it, where it is looked for', async () => {
    const source = await openMaskSource({ pack, device: 'cpu' });
    const picture = await renderScene(scene, SIZE);
    const truth = (await renderMasks(scene, SIZE)).map(({ visible }) => visible);
    // Right of the first cat: the second one, and the ball before it.
    const data = new Uint8Array(SIZE * SIZE);
    for (let y = 90; y < 250; y++) data.fill(255, y * SIZE + 120, y * SIZE + 250);
    const segments = await source.segments!(picture, { width: SIZE, height: SIZE, data });
    const best = (mask: Mask) => Math.max(0, ...segments.map((segment) => maskIou(segment.mask, mask)));
    expect(best(truth[1]!)).toBeGreaterThan(0.85);
    expect(best(truth[2]!)).toBeGreaterThan(0.85);
    expect(segments.every(({ score }) => score >= 0.85)).toBe(true);
    expect(await source.segments!(picture, { width: SIZE, height: SIZE, data: data.fill(0) })).toEqual([]);
  });
});

describe('a box and points', () => {
  let segmenter: Segmenter;
  beforeAll(async () => {
    segmenter = await Segmenter.load(pack);
  });
  afterAll(() => segmenter.close());

  it('become the mask of what is there', async () => {
    const picture = await renderScene(scene, SIZE);
    const { visible } = (await renderMasks(scene, SIZE))[0]!;
    const box = { left: 20, top: 80, width: 110, height: 150 };
    expect(maskIou(await segmenter.maskPointed(picture, { box }), visible)).toBeGreaterThan(0.6);
    const points = [{ x: 68, y: 190, inside: true }];
    expect((await segmenter.maskPointed(picture, { points })).data[190 * SIZE + 68]).toBe(255);
  });
});
