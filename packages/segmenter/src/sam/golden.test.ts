import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Corners } from '../detectors/detection.js';
import { fixture, golden, goldenPicture, SIZE } from '../testing/fixtures.js';
import { maskFromLogits } from './mask-logits.js';
import { openSam, type Proposal } from './sam.js';

const CPU = { device: 'cpu', download: false };

function expectProposals(received: Proposal[], scores: number[], bestLogits: number[][]): void {
  received.forEach(({ iou }, i) => {
    expect(iou).toBeCloseTo(scores[i]!, 4);
  });
  const best = received.reduce((a, b) => (b.iou > a.iou ? b : a));
  expect(best.logits).toMatchObject({ width: bestLogits[0]!.length, height: bestLogits.length });
  bestLogits.flat().forEach((value, i) => {
    expect(best.logits.data[i]!).toBeCloseTo(value, 2);
  });
}

describe('a tiny sam', () => {
  it('makes of points what PyTorch makes of them', async () => {
    const { points, pointLabels, byPoints } = await golden('sam');
    const sam = await openSam(fixture('sam'), CPU);
    const embedded = await sam.embed(goldenPicture());
    const prompts = points[0].map(([x, y]: number[], i: number) => ({
      x,
      y,
      inside: pointLabels[0][i] === 1,
    }));
    expectProposals((await sam.byPoints(embedded, [prompts]))[0]!, byPoints.scores[0], byPoints.logits[0]);
    const boxes: Corners[] = [
      [8, 8, 40, 48],
      [20, 4, 60, 30],
    ];
    // Its decoder knows no boxes: they go in as points.
    expect((await sam.byBoxes(embedded, boxes)).map((proposals) => proposals.length)).toEqual([3, 3]);
    await sam.close();
  });
});

describe.each(['sam2', 'edgetam'])('a tiny %s', (type) => {
  it('makes of several boxes at once what PyTorch makes of them', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'segmenter-'));
    await cp(fixture('sam2'), folder, { recursive: true });
    // EdgeTAM has the interface of SAM 2 and its own class; the weights here are SAM 2's.
    const config = JSON.parse(await readFile(join(folder, 'config.json'), 'utf8'));
    await writeFile(join(folder, 'config.json'), JSON.stringify({ ...config, model_type: type }));
    const { boxes, byBox } = await golden('sam2');
    const sam = await openSam(folder, CPU);
    const proposals = await sam.byBoxes(await sam.embed(goldenPicture()), boxes);
    expect(proposals).toHaveLength(2);
    proposals.forEach((received, i) => {
      expectProposals(received, byBox.scores[i], byBox.logits[i]);
    });
    await sam.close();
    await rm(folder, { recursive: true });
  });
});

describe('logits as a mask', () => {
  const data = Float32Array.from({ length: 256 }, (_, i) => {
    const [x, y] = [i % 16, Math.floor(i / 16)];
    return 5 - Math.hypot(x + 0.5 - 6, y + 0.5 - 5) * 1.25;
  });

  it('are the disc that they stand for, at any size', async () => {
    const size = { width: 160, height: 160 };
    const mask = await maskFromLogits({ width: 16, height: 16, data }, { x: 1, y: 1 }, size);
    const wrong = mask.data.filter((value, i) => {
      const distance = Math.hypot((i % 160) + 0.5 - 60, Math.floor(i / 160) + 0.5 - 50);
      return Math.abs(distance - 40) > 1.5 && value > 127 !== distance < 40;
    });
    expect(wrong).toHaveLength(0);
  });

  it('leave out what was padded', async () => {
    const shown = { x: 1, y: 0.75 };
    const mask = await maskFromLogits({ width: 16, height: 16, data }, shown, { width: SIZE, height: 48 });
    const inside = mask.data.filter((value) => value > 127).length;
    expect(inside).toBeGreaterThan(Math.PI * 16 ** 2 * 0.97);
    expect(inside).toBeLessThan(Math.PI * 16 ** 2 * 1.03);
  });
});
