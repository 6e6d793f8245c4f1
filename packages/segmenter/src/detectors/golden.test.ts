import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fixture, golden, goldenPicture, SIZE } from '../testing/fixtures.js';
import { type Detector, toCorners } from './detection.js';
import { openDetector } from './open-detector.js';

const CPU = { device: 'cpu', download: false };
const size = { width: SIZE, height: SIZE };

describe.each(['owlv2', 'grounding-dino'])('a tiny %s', (name) => {
  let detector: Detector;
  beforeAll(async () => {
    detector = await openDetector(fixture(name), CPU);
  });
  afterAll(() => detector.close());

  it('finds what PyTorch finds, for several phrases in one run', async () => {
    const { phrases, boxes, ...expected } = await golden(name);
    const scores = expected.scores ?? meanOverPieces(expected.ids, expected.tokenScores);
    const found = await detector.detect(goldenPicture(), phrases);
    expect(found).toHaveLength(phrases.length);
    found.forEach((detections, phrase) => {
      detections.forEach(({ score, corners }, box) => {
        expect(score).toBeCloseTo(scores[phrase][box], 4);
        toCorners(boxes[box], size).forEach((value, i) => {
          expect(corners[i]!).toBeCloseTo(value, 2);
        });
      });
    });
  });

  it('gives a phrase the same box for it alone, and boxes in pixels of a picture of another size', async () => {
    const { width, height, data } = goldenPicture();
    const wide = { width: width * 2, height, data: new Uint8Array(width * 2 * height * 4).fill(255) };
    for (let i = 0; i < data.length; i += 4)
      for (const half of [0, 4]) wide.data.set(data.subarray(i, i + 4), 2 * i + half);
    const [cats] = await detector.detect(wide, ['cat']);
    const extent = Math.max(...cats!.map(({ corners }) => corners[2]));
    expect(extent).toBeGreaterThan(width);
  });
});

it('refuses a class that it does not know, and a folder without models', async () => {
  await expect(openDetector(fixture('sam2'), CPU)).rejects.toMatchObject({ code: 'model-unsupported' });
  await expect(openDetector(fixture('nothing'), CPU)).rejects.toMatchObject({ code: 'model-unreadable' });
});

/** [phrases][boxes] from the probabilities of each token: between the full stops. */
function meanOverPieces(ids: number[], tokenScores: number[][]): number[][] {
  const FULL_STOP = 1012;
  const spans: number[][] = [[]];
  ids.slice(1, -1).forEach((id, i) => {
    if (id === FULL_STOP) spans.push([]);
    else spans.at(-1)!.push(i + 1);
  });
  const mean = (row: number[], span: number[]) => span.reduce((sum, at) => sum + row[at]!, 0) / span.length;
  return spans.slice(0, -1).map((span) => tokenScores.map((row) => mean(row, span)));
}
