// What a region costs, on the tiny UNet.
import { afterAll, expect, it } from 'vitest';
import { invertTiny, steps, tinyPrograms, tinyScene } from '../../testing/tiny-methods.js';
import { lomoe } from '../lomoe.js';

const programs = tinyPrograms();
afterAll(() => programs.release());

it('is one run per step beside the background', async () => {
  const kind = 'v_prediction';
  const inversion = await invertTiny(programs, 'direct', kind);
  const settings = { ...lomoe.defaults, steps };
  const scene = tinyScene(programs, { kind, inversion, settings });
  const runs: number[] = [];
  for (const count of [0, 1, 2]) {
    const { unetRuns } = await lomoe.run({ ...scene, regions: scene.regions.slice(0, count) }, {});
    runs.push(unetRuns);
  }
  const boots = Math.ceil(lomoe.defaults.bootstrap * steps);
  // Background with and without a prompt, the reconstruction's maps, and one before a color while bootstrapping.
  expect(runs[0]).toBe(3 * steps + boots);
  expect(runs.map((count) => count - runs[0]!)).toEqual([0, steps, 2 * steps]);
});
