// A method, a loss and a family are added by a file each and one line of a registry.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { loadEditor } from '../edit/local-editor.js';
import { planEdit } from '../edit/plan.js';
import { FAMILIES } from '../family/families.js';
import type { Family } from '../family/family.js';
import { openModel } from '../family/open-model.js';
import { recognizeFamily } from '../family/recognize.js';
import { stableDiffusion } from '../family/stable-diffusion/family.js';
import { active, newTokens } from '../losses/givens.js';
import { attention, defineLoss, type Loss } from '../losses/loss.js';
import { LOSSES } from '../losses/losses.js';
import { meanOverSites } from '../losses/mean-over-sites.js';
import { defaultPackFolder, openPack } from '../pack/open-pack.js';
import { chooseDevice } from '../session/device.js';
import { plainPicture } from '../testing/plain-picture.js';
import type { Method } from './method.js';
import { METHODS, type MethodName } from './methods.js';
import { p2p } from './p2p.js';

/** What one file would hold: it returns the reconstruction. */
const unchanged: Method = {
  summary: 'the picture as it is',
  source: 'a test',
  defaults: { ...p2p.defaults, steps: 3 },
  inversions: ['direct'],
  plan: ({ steps }) => ({ programs: [], costs: Array<number>(steps).fill(0.1) }),
  run: async ({ inversion, path }, { onStep }) => {
    const [latent] = inversion.trajectory;
    for (let step = 1; step <= path.steps; step++) await onStep?.(step, path.steps, () => latent!);
    return { latent: latent!, trajectory: inversion.trajectory, losses: [], unetRuns: 0, gradientRuns: 0 };
  },
};

/** What another file would hold: new words should have less attention than all others. */
const shy = defineLoss({
  name: 'shy',
  source: 'a test',
  reads: { edit: attention('edit'), newTokens, active },
  build: (o, read) =>
    meanOverSites(
      o,
      read.edit.map((maps) =>
        o.reduceMean(o.matMul(maps, read.newTokens), { axes: [0, 1, 2], keepDims: false }),
      ),
      read.active,
    ),
});

/** And a third: Stable Diffusion by another name. */
const renamed: Family = {
  ...stableDiffusion,
  recognize: ({ pipeline }) => pipeline._class_name === 'RenamedPipeline',
  check: () => {},
};

const image = plainPicture('red', 'left', 128, 128);
const mask = { width: 128, height: 128, data: new Uint8Array(128 * 128) };
for (let y = 40; y < 90; y++) mask.data.fill(255, y * 128 + 30, y * 128 + 90);
const request = {
  picture: image,
  force: true,
  masks: [mask],
  edits: [
    {
      source: 'ball',
      target: 'cup',
      kind: 'object' as const,
      which: { type: 'best' as const },
      strength: 1,
      span: [0, 1] as [number, number],
    },
  ],
};

const editor = await loadEditor();
beforeAll(() => {
  (METHODS as Record<string, unknown>).unchanged = unchanged;
  (LOSSES as Record<string, Omit<Loss, 'settings'>>).shy = shy;
  (FAMILIES as Record<string, Family>).renamed = renamed;
});
afterAll(async () => {
  await editor.close();
  delete (METHODS as Record<string, unknown>).unchanged;
  delete (LOSSES as Record<string, Omit<Loss, 'settings'>>).shy;
  delete (FAMILIES as Record<string, Family>).renamed;
});

it('a method is planned and run by its name', async () => {
  const method = 'unchanged' as MethodName;
  const { stages } = await planEdit({ ...request, method }, await openPack(defaultPackFolder()));
  expect(stages.find(({ name }) => name === 'edit')!.costs).toHaveLength(20);
  const few = { method, settings: { steps: 3 }, retry: false };
  const { metrics, config } = await editor.edit({ ...request, ...few });
  expect(config.method).toBe('unchanged');
  expect(metrics.unetRuns).toBe(3);
});

it('a loss is compiled, weighed and reported by its name', async () => {
  const lossWeights = { shy: 1 } as object;
  const { metrics } = await editor.edit({ ...request, settings: { steps: 3, lossWeights } });
  const values = metrics.losses.map((step) => (step as unknown as Record<string, number>).shy!);
  expect(values.length).toBeGreaterThan(0);
  for (const value of values) expect(value).toBeGreaterThan(0);
});

it('a family is recognized by the class that a pack names, and opens it', async () => {
  const configs = { pipeline: { _class_name: 'RenamedPipeline' }, scheduler: {}, denoiser: {} };
  expect(recognizeFamily(configs)).toBe('renamed');
  const pack = await openPack(defaultPackFolder());
  const model = await openModel({ ...pack, family: 'renamed' }, await chooseDevice('cpu'));
  expect(model.pictureSize).toBe(pack.unet.sampleSize * pack.vae.downsampling);
});
