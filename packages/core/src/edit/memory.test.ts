import { mkdirSync, readdirSync, rmSync, statSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Edit } from '@dualedit/foundation';
import { describe, expect, it } from 'vitest';
import { defaultPackFolder } from '../pack/open-pack.js';
import { machineMemory } from '../session/machine-memory.js';
import { packWith } from '../testing/pack-with.js';
import { plainPicture } from '../testing/plain-picture.js';
import { typedError } from './errors.js';
import { loadEditor } from './local-editor.js';
import { checkMemory, estimateMemory, estimateOf } from './memory.js';

const MB = 1e6;
const part = (name: string, weights: number, activations: number) => ({ name, weights, activations });

describe('the memory that an edit takes', () => {
  it('is stated for every model and program of the embedded pack, before any is loaded', async () => {
    const { total, parts } = await estimateMemory();
    expect(parts.map(({ name }) => name)).toEqual([
      'text encoder',
      'picture encoder',
      'picture decoder',
      'denoise',
      'edit step',
      'latent gradient of oal and ccl near 16×16',
      'attention maps',
    ]);
    for (const { weights, activations } of parts) {
      expect(weights).toBeGreaterThan(1 * MB);
      expect(activations).toBeGreaterThan(0.05 * MB);
    }
    expect(total).toBeGreaterThan(200 * MB);
    expect(total).toBeLessThan(1500 * MB);
  });

  it('is less without losses, and more with an inversion that optimises', async () => {
    const { total } = await estimateMemory({ method: 'mde' });
    expect((await estimateMemory({ method: 'p2p' })).total).toBeLessThan(total);
    expect((await estimateMemory({ inversion: 'null-text' })).total).toBeGreaterThan(total);
  });

  it('is that of both denoisers where few steps may be made again in many', async () => {
    const namesOf = async (options: Parameters<typeof estimateMemory>[0]) =>
      (await estimateMemory(options)).parts.map(({ name }) => name);
    expect(await namesOf({ fast: true })).toEqual(
      expect.arrayContaining(['denoise', 'denoise of few steps']),
    );
    for (const request of [{ retry: false }, { inversion: 'virtual' }, { settings: { steps: 6 } }] as const)
      expect(await namesOf({ fast: true, ...request })).not.toContain('denoise');
  });

  it('counts weights once where sessions map them from one file', () => {
    const small = estimateOf([part('a', 10 * MB, 0), part('b', 10 * MB, 0)]);
    const large = estimateOf([part('a', 3000 * MB, 0), part('b', 3000 * MB, 0)]);
    expect(small.total - estimateOf([]).total).toBe(25 * MB);
    expect(large.total - estimateOf([]).total).toBe(3000 * MB);
  });
});

describe('the memory of the optional parts', () => {
  it('is counted of those that the options ask for', async () => {
    const pack = packWith(['safety_checker', 'feature_extractor', 'captioner']);
    const bytes = (...path: string[]) => statSync(join(pack, ...path)).size;
    const models = (await estimateMemory({ pack, captions: false })).parts;
    const captioner = part('captioner', bytes('captioner', 'onnx', 'decoder_model.onnx'), 0);
    const checker = part('safety checker', bytes('safety_checker', 'model.onnx'), 0);
    const partsOf = async (options: { safetyCheck?: boolean; captions?: boolean }) =>
      (await estimateMemory({ pack, ...options })).parts.slice(models.length);
    expect(models.map(({ name }) => name)).not.toContain('captioner');
    expect(await partsOf({})).toMatchObject([captioner]);
    expect(await partsOf({ safetyCheck: true })).toMatchObject([captioner, checker]);
    expect(await partsOf({ safetyCheck: true, captions: false })).toMatchObject([checker]);
  });

  it('adds up where a part stays; where it is gone before an edit, the larger of the two counts', () => {
    const models = [part('unet', 3000 * MB, 1000 * MB)];
    const more = (weights: number, stays: boolean) =>
      estimateOf(models, [{ ...part('optional', weights, 0), stays }]).total - estimateOf(models).total;
    expect(more(1200 * MB, true)).toBe(1500 * MB);
    expect(more(600 * MB, false)).toBe(0);
    expect(more(1200 * MB, false)).toBe(250 * MB);
  });

  it('cannot be stated of what is not there', async () => {
    await expect(estimateMemory({ safetyCheck: true })).rejects.toMatchObject({
      code: 'pack-without-safety-checker',
    });
  });
});

describe('what does not fit', () => {
  it('is refused before it is loaded, with both figures', () => {
    const estimate = { total: 13e9, parts: [] };
    expect(() => checkMemory(estimate, 8e9)).toThrowError(
      expect.objectContaining({ code: 'out-of-memory', message: expect.stringMatching(/13\.0 GB.*8\.0 GB/) }),
    );
    checkMemory(estimate, 16e9);
    checkMemory({ total: machineMemory(), parts: [] });
  });

  it('is refused by an editor before a model is opened', async () => {
    const pack = packWith([]);
    for (const name of ['unet', 'text_encoder']) {
      const own = readdirSync(join(defaultPackFolder(), name));
      rmSync(join(pack, name));
      mkdirSync(join(pack, name));
      for (const file of own) symlinkSync(join(defaultPackFolder(), name, file), join(pack, name, file));
      writeFileSync(join(pack, name, 'weights'), '');
      // Takes no room on the disk: nothing but the size is looked at.
      truncateSync(join(pack, name, 'weights'), 4 * machineMemory());
    }
    const editor = await loadEditor({ pack, device: 'cpu' });
    const stages: string[] = [];
    const image = plainPicture('red');
    const edit: Edit = {
      source: 'ball',
      target: 'red',
      kind: 'attribute',
      which: { type: 'best' },
      strength: 1,
      span: [0, 8],
    };
    const made = editor.edit({
      picture: image,
      edits: [edit],
      onProgress: ({ stage }) => void stages.push(stage),
    });
    await expect(made).rejects.toMatchObject({ code: 'out-of-memory' });
    expect(stages).not.toContain('invert');
    await editor.close();
  });

  it.each([
    'std::bad_alloc',
    'Failed to allocate memory for requested buffer of size 99',
    'Array buffer allocation failed',
  ])('is the same error where the runtime says "%s"', (message) => {
    expect(typedError(new Error(message))).toMatchObject({
      code: 'out-of-memory',
      hint: expect.stringMatching(/smaller model/),
    });
  });
});
