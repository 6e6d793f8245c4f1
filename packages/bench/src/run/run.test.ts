// The embedded model and the judge, on two scenes at a few steps.
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defaultPackFolder, type Editor, loadEditor } from '@dualedit/core';
import type { Edit } from '@dualedit/foundation';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dioramaBench } from '../data/diorama-bench.js';
import type { BenchData } from '../data/item.js';
import type { Networks } from '../metrics/score.js';
import { openNetworks } from '../networks/open.js';
import { parseArm } from './arm.js';
import { contentHash, EditCache } from './cache.js';
import { isFailure } from './result.js';
import { type RunRequest, runBench } from './run.js';

let editor: Editor;
let networks: Networks;
let data: BenchData;
let folder: string;
beforeAll(async () => {
  editor = await loadEditor();
  networks = await openNetworks(defaultPackFolder());
  data = await dioramaBench({ count: 2 });
  folder = await mkdtemp(join(tmpdir(), 'bench-run-'));
});
afterAll(async () => {
  await editor.close();
  await rm(folder, { recursive: true });
});

/** Two scenes by two arms: seconds on an idle machine, a minute on one that is busy. */
const PATIENCE = 240_000;

const arms = ['fast: p2p steps=2', 'slower: p2p steps=3'].map(parseArm);
const request = (more: Partial<RunRequest> = {}): RunRequest => ({
  data,
  arms,
  editor,
  networks,
  cache: new EditCache(folder),
  basis: { pack: 'x', engine: 'y' },
  ...more,
});

describe('a run', () => {
  it('leaves out a picture whose prompt CLIP cannot take, and says so', async () => {
    const [first] = data.items;
    const long = { ...first!, id: 'long', targetPrompt: 'a cat and '.repeat(20) };
    const run = await runBench(request({ data: { ...data, items: [long] } }));
    expect(run.items).toEqual([]);
    expect(run.skipped).toEqual([{ id: 'long', reason: expect.stringContaining('at most 32 tokens') }]);
  });

  it(
    'tells methods apart whose settings are the same',
    async () => {
      const packDefaults = { steps: 1, injection: { cross: 0.8, self: 0.5, selfInsideObjects: 0 } };
      const same = ['P2P: p2p', 'LocInv: locinv'].map(parseArm);
      const seen: number[] = [];
      const one = { ...data, items: data.items.slice(0, 1) };
      const cache = new EditCache(join(folder, 'same'));
      const run = await runBench(
        request({
          data: one,
          arms: same,
          packDefaults,
          cache,
          onProgress: ({ cached }) => seen.push(cached),
        }),
      );
      expect(seen).toEqual([0, 0]);
      const [first, second] = run.arms;
      expect(second!.settings).toEqual(first!.settings);
      await rm(join(folder, 'same'), { recursive: true });
    },
    PATIENCE,
  );

  it(
    'is stopped between edits, goes on where it was, and comes out the same',
    async () => {
      const abort = new AbortController();
      const stopped = runBench(
        request({ signal: abort.signal, onProgress: ({ done }) => done === 3 && abort.abort() }),
      );
      await expect(stopped).rejects.toMatchObject({ code: 'aborted' });
      expect(await readdir(folder)).toHaveLength(3);

      const seen: [number, number][] = [];
      const run = await runBench(request({ onProgress: ({ done, cached }) => seen.push([done, cached]) }));
      expect(seen).toEqual([
        [1, 1],
        [2, 2],
        [3, 3],
        [4, 3],
      ]);
      const refuses = { ...editor, edit: () => Promise.reject(new Error('nothing is left to edit')) };
      expect(await runBench(request({ editor: refuses }))).toEqual(run);

      expect(run.items.map(({ split }) => split)).toEqual(['apart', 'overlapping']);
      for (const item of run.items) {
        for (const result of Object.values(item.arms)) {
          if (isFailure(result)) throw new Error(result.message);
          // The paste leaves the background alone; what the model drew does not.
          expect(result.facts.maxChangeOutside).toBe(0);
          expect(result.pasted.bgMse!).toBeLessThan(result.model.bgMse!);
          expect(result.model.bgPsnr!).toBeGreaterThan(10);
          expect(result.model.attentionIou!).toBeGreaterThan(0.05);
          const numbers = Object.values({ ...result.pasted, ...result.model });
          expect(numbers.every((value) => value === null || Number.isFinite(value))).toBe(true);
        }
        const { unedited, 'true answer': answer } = item.references;
        expect(unedited).toMatchObject({ bgMse: 0, bgPsnr: 100, bgFeatures: 0 });
        expect(answer).toMatchObject({ truthRmse: 0, truthFeatures: 0 });
        // An edit of a material asks for neither a color nor a kind.
        const asks = item.edits.some((edit) => !/(striped|dotted|wooden|golden) /.test(edit));
        expect(answer!.targetColor ?? answer!.targetObject).toBe(asks ? 1 : null);
        expect(unedited!.targetColor ?? unedited!.targetObject).toBe(asks ? 0 : null);
      }
    },
    PATIENCE,
  );

  it(
    'keeps an edit that fails as a failure and goes on',
    async () => {
      const [first] = data.items;
      const unknown = {
        ...first!,
        id: 'photo',
        edits: [{ ...(first!.edits[0]! as Edit), target: 'giraffe', kind: 'object' as const }],
      };
      const run = await runBench(request({ data: { ...data, items: [unknown, first!] } }));
      expect(run.items[0]!.arms.fast).toMatchObject({ failed: 'word-unknown' });
      expect(isFailure(run.items[1]!.arms.fast!)).toBe(false);
    },
    PATIENCE,
  );
});

describe('an arm', () => {
  it('is a method with numbers changed', () => {
    expect(parseArm('OAL only: mde lossWeights.ccl=0 stepSize=0.05')).toMatchObject({
      name: 'OAL only',
      method: 'mde',
      settings: { stepSize: 0.05, lossWeights: { oal: 1, ccl: 0 } },
    });
    expect(parseArm('p2p')).toEqual({ name: 'p2p', method: 'p2p', settings: {} });
    expect(parseArm('ours: default')).toEqual({ name: 'ours', method: 'default', settings: {} });
  });

  it.each([
    ['p3p', 'arm-method'],
    ['mde size=1', 'arm-setting'],
    ['mde stepSize', 'arm-setting'],
    ['mde stepSize=', 'arm-setting'],
    ['mde stepSize=big', 'arm-setting'],
    ['mde lossWeights=1', 'arm-setting'],
    ['mde stepSize.x=1', 'arm-setting'],
  ])('refuses %s', (text, code) => {
    expect(() => parseArm(text)).toThrow(expect.objectContaining({ code }));
  });
});

it('hashes contents and their borders', () => {
  const bytes = Uint8Array.of(1, 2);
  expect(contentHash('a', bytes)).toBe(contentHash('a', Uint8Array.of(1, 2)));
  expect(new Set([contentHash('ab'), contentHash('a', 'b'), contentHash('a'), contentHash(bytes)]).size).toBe(
    4,
  );
});
