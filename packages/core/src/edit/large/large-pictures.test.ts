import { renderMasks, renderScene, sceneFromSeed } from '@dualedit/diorama';
import { countOverlap, type Mask } from '@dualedit/foundation';
import { afterAll, describe, expect, it } from 'vitest';
import { edit } from '../../testing/boxes.js';
import { loadEngine } from '../local-editor.js';
import { LargePictures } from './large-pictures.js';

const SIZE = 600;
const scene = sceneFromSeed(3, { world: 'starter', level: 2 });
const image = await renderScene(scene, SIZE);
const masks = await renderMasks(scene, SIZE);
const hat = masks[scene.objects.findIndex(({ noun }) => noun === 'hat')]!.visible;
const engine = await loadEngine({});
/** Edits it by a copy of 200 pixels, and by a part of no more than that. */
const editor = new LargePictures(engine, 200 * 200);
afterAll(() => engine.close());

const request = {
  image,
  edits: [edit('hat', 'red hat', 'attribute')],
  masks: [hat],
  prompt: 'a dog with a blue hat',
  settings: { steps: 16 },
  retry: false,
  force: true,
};

function iou(a: Mask, b: Mask): number {
  const { both, first, second } = countOverlap(a, b);
  return both / (first + second - both);
}

describe('a large picture', () => {
  it('is edited at its own size, by smaller copies of it and of its masks', async () => {
    const told: Mask[] = [];
    const onMasks = (found: readonly Mask[]) => void told.push(...found);
    const {
      picture,
      masks: pasted,
      metrics,
      config,
    } = await editor.edit({ ...request, maskFeather: 6, onMasks });
    const whole = await engine.edit({ ...request, maskFeather: 6 });
    expect([picture.width, picture.height]).toEqual([SIZE, SIZE]);
    expect(iou(told[0]!, hat)).toBeGreaterThan(0.97);
    expect(iou(pasted[0]!, whole.masks[0]!)).toBeGreaterThan(0.95);
    expect(config).toEqual(whole.config);
    let [differences, inside] = [0, 0];
    for (let i = 0; i < hat.data.length; i++) {
      const levels = [0, 1, 2].map((c) =>
        Math.abs(picture.data[i * 4 + c]! - whole.picture.data[i * 4 + c]!),
      );
      if (hat.data[i]! <= 127) continue;
      inside++;
      differences += Math.max(...levels);
    }
    // both red, of shades that differ as the squares do that the model sees
    expect(differences / inside).toBeLessThan(16);
    expect(metrics.changedOutside).toBeLessThan(0.01);
  });

  it('has nothing changed far from what is edited', async () => {
    const { picture } = await editor.edit(request);
    const far = (i: number) => Math.floor(i / SIZE) > 0.8 * SIZE;
    const changed = [...hat.data.keys()].filter(
      (i) => far(i) && [0, 1, 2, 3].some((c) => picture.data[i * 4 + c] !== image.data[i * 4 + c]),
    );
    expect(changed).toEqual([]);
  });

  it('of which an edit stops when it is told to', async () => {
    const signal = AbortSignal.abort();
    await expect(editor.edit({ ...request, signal })).rejects.toMatchObject({ code: 'aborted' });
  });

  it('is refused for the same reasons as a small one', async () => {
    const small = { width: 2, height: 2, data: new Uint8Array(4).fill(255) };
    await expect(editor.edit({ ...request, masks: [small] })).rejects.toMatchObject({ code: 'mask-size' });
  });
});
