// OIR edits each thing from the depth that its own metric likes best, with the embedded model.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { loadEditor } from '../../edit/local-editor.js';
import { plainPicture } from '../../testing/plain-picture.js';
import type { Method } from '../method.js';
import { METHODS, type MethodName } from '../methods.js';
import { type Score, totals } from './search.js';

const STEPS = 4;
const scored: Score[] = [];
const oir = METHODS.oir as unknown as Method;
const watched: Method = {
  ...oir,
  run: (scene, run) =>
    oir.run(
      {
        ...scene,
        score: async (latent, region) => {
          const score = await scene.score!(latent, region);
          scored.push(score);
          return score;
        },
      },
      run,
    ),
};

const editor = await loadEditor({ device: 'cpu' });
beforeAll(() => {
  (METHODS as Record<string, unknown>).watched = watched;
});
afterAll(async () => {
  await editor.close();
  delete (METHODS as Record<string, unknown>).watched;
});

it('begins where no fixed depth is better', async () => {
  const side = 256;
  const mask = { width: side, height: side, data: new Uint8Array(side * side) };
  for (let y = 80; y < 180; y++) mask.data.fill(255, y * side + 20, y * side + 120);
  const { metrics } = await editor.edit({
    picture: plainPicture('red', 'left', side, side),
    force: true,
    retry: false,
    masks: [mask],
    method: 'watched' as MethodName,
    settings: { steps: STEPS, depths: STEPS } as object,
    edits: [
      { source: 'ball', target: 'cup', kind: 'object', which: { type: 'best' }, strength: 1, span: [0, 1] },
    ],
  });
  // Every depth was tried, from the least on.
  expect(scored).toHaveLength(STEPS);
  expect(new Set(scored.map(({ target }) => target)).size).toBe(STEPS);
  const own = totals(scored);
  const [depth] = metrics.depths!;
  for (const fixed of own) expect(own[depth! - 1]).toBeGreaterThanOrEqual(fixed);
});
