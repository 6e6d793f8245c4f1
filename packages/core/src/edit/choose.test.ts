import type { Checks, Progress } from '@dualedit/foundation';
import { afterAll, describe, expect, it } from 'vitest';
import { plainPicture } from '../testing/plain-picture.js';
import { bestOfWays, waysOf } from './choose.js';
import { loadEditor } from './local-editor.js';
import type { EditRequest } from './request.js';
import type { EditResult } from './result.js';

const image = plainPicture('red', 'left', 128, 128);
const mask = { width: 128, height: 128, data: new Uint8Array(128 * 128) };
for (let y = 40; y < 90; y++) mask.data.fill(255, y * 128 + 10, y * 128 + 60);
const request: EditRequest = {
  picture: image,
  force: true,
  retry: false,
  masks: [mask],
  settings: { steps: 2 },
  edits: [
    {
      source: 'ball',
      target: 'cup',
      kind: 'object',
      which: { type: 'best' },
      strength: 1,
      span: [0, 1],
    },
  ],
};

describe('the ways of an edit', () => {
  it('are one unless several are asked for', () => {
    expect(waysOf(request)).toEqual([{}]);
  });

  it('are each method, then the same stronger and softer', () => {
    expect(waysOf({ ...request, choose: ['mag', 'p2p'] })).toEqual([
      { method: 'mag', strength: 1 },
      { method: 'p2p', strength: 1 },
    ]);
    const ways = waysOf({ ...request, choose: ['mag', 'p2p'], variants: 5, strength: 1.6 });
    expect(ways.map(({ strength }) => strength)).toEqual([1.6, 1.6, 2, 2, 1.6 * 0.7]);
    expect(waysOf({ ...request, variants: 3, method: 'lomoe' })[0]).toMatchObject({ method: 'lomoe' });
  });

  it.each([0, 1.5, 9, Number.NaN])('are not %s', (variants) => {
    expect(() => waysOf({ ...request, variants })).toThrow(/variants/);
  });
});

/** A result of which so much came out. */
const made = (method: string, came: boolean[], fit: number) => {
  const edits = came.map((ok) => ({ outcome: ok ? 'came-out' : 'not-seen' }));
  const checks = { edits, kept: [], passed: came.every(Boolean) } as unknown as Checks;
  return { result: { checks, config: { method, strength: 1 }, timings: {} } as unknown as EditResult, fit };
};

it('keeps the one of which most came out, of those the one that fits best', async () => {
  const all = [
    made('mde', [true, false], 0.9),
    made('mag', [true, true], 0.4),
    made('p2p', [true, true], 0.6),
  ];
  const seen: number[] = [];
  const ways = all.map(({ result }) => async (onProgress: ((progress: Progress) => void) | undefined) => {
    onProgress?.({ stage: 'edit', fraction: 0.5, etaSeconds: 3 });
    return result;
  });
  const fits = new Map(all.map(({ result, fit }) => [result, fit]));
  const best = await bestOfWays(
    ways,
    ({ fraction }) => seen.push(fraction),
    async (result) => fits.get(result),
  );
  expect(best.chosen).toBe(2);
  expect(best.config.method).toBe('p2p');
  expect(best.variants!.map(({ score }) => score)).toEqual([0.9, 0.4, 0.6]);
  expect(seen).toEqual([1 / 6, 1 / 2, 5 / 6]);
});

describe('with the embedded model', async () => {
  const editor = await loadEditor({ device: 'cpu' });
  afterAll(() => editor.close());

  it('edits by each and returns the best with all of them', async () => {
    let told = 0;
    const result = await editor.edit({ ...request, choose: ['p2p', 'oir'], onMasks: () => void told++ });
    expect(result.variants!.map(({ method }) => method)).toEqual(['p2p', 'oir']);
    expect(result.picture).toBe(result.variants![result.chosen!]!.picture);
    for (const { score } of result.variants!) expect(Math.abs(score!)).toBeLessThanOrEqual(1);
    expect(told).toBe(1);
  });

  it('gives each the transparency of the picture', async () => {
    const data = Uint8Array.from(image.data);
    for (let at = 3; at < 20 * 128 * 4; at += 4) data[at] = 0;
    const holed = { ...image, data };
    const result = await editor.edit({ ...request, picture: holed, choose: ['p2p', 'mag'] });
    expect(result.picture).toBe(result.variants![result.chosen!]!.picture);
    for (const { picture } of result.variants!) {
      expect(picture.data.filter((_, at) => at % 4 === 3)).toEqual(data.filter((_, at) => at % 4 === 3));
      expect(picture.data).not.toEqual(data);
    }
  });

  it('refuses what one of them cannot do, before the first begins', async () => {
    let told = 0;
    const asked = { ...request, choose: ['p2p', 'lomoe'] as const, onMasks: () => void told++ };
    await expect(
      editor.edit({ ...asked, choose: [...asked.choose], inversion: 'null-text' }),
    ).rejects.toMatchObject({ code: 'method-inversion' });
    expect(told).toBe(0);
  });
});
