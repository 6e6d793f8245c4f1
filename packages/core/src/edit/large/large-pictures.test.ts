import { parseCommand } from '@dualedit/commands';
import { renderMasks, renderScene, sceneFromSeed } from '@dualedit/diorama';
import {
  type Box,
  countOverlap,
  type Mask,
  maskBox,
  type Progress,
  resizePicture,
} from '@dualedit/foundation';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { enlargedArea } from '../../image/scale-mask.js';
import { loadEngine } from '../local-editor.js';
import { LargePictures } from './large-pictures.js';
import { reduceRequest } from './reduce.js';

const SIZE = 600;
const MOST = 200 * 200;
const scene = sceneFromSeed(3, { world: 'starter', level: 2 });
const image = await renderScene(scene, SIZE);
const masks = await renderMasks(scene, SIZE);
const hat = masks[scene.objects.findIndex(({ noun }) => noun === 'hat')]!.visible;
const engine = await loadEngine({});
/** Edits it by a copy of 200 pixels, and by a part of no more than that. */
const editor = new LargePictures(engine, MOST);
afterAll(() => engine.close());

const request = {
  picture: image,
  edits: parseCommand('hat→red'),
  masks: [hat],
  prompt: 'a dog with a blue hat',
  settings: { steps: 2 },
  retry: false,
  force: true,
};

function iou(a: Mask, b: Mask): number {
  const { both, first, second } = countOverlap(a, b);
  return both / (first + second - both);
}

describe('a large picture', () => {
  it('that is transparent is laid on its ground first, and stays transparent', async () => {
    const data = new Uint8Array(image.data).fill(0, 0, 4 * SIZE * 100);
    const asked = vi.spyOn(engine, 'edit');
    const { picture } = await editor.edit({ ...request, picture: { ...image, data } });
    const alphaOf = (bytes: Uint8Array) => bytes.filter((_, i) => i % 4 === 3);
    expect(alphaOf(asked.mock.lastCall![0].picture.data).every((alpha) => alpha === 255)).toBe(true);
    expect(Buffer.compare(alphaOf(picture.data), alphaOf(data))).toBe(0);
    asked.mockRestore();
  });

  it('is edited at its own size, by smaller copies of it and of its masks', async () => {
    const told: Mask[] = [];
    const onMasks = (found: readonly Mask[]) => void told.push(...found);
    const areas: Box[] = [];
    const onProgress = ({ previewArea }: Progress) => previewArea && void areas.push(previewArea);
    const {
      picture,
      masks: pasted,
      metrics,
      config,
    } = await editor.edit({ ...request, maskFeather: 6, onMasks, onProgress, previewEvery: 1 });
    expect([picture.width, picture.height]).toEqual([SIZE, SIZE]);
    expect(iou(told[0]!, hat)).toBeGreaterThan(0.97);
    // Previews are of the part that is edited, in pixels of the picture.
    expect(areas).toHaveLength(1);
    const [{ left, top, width, height }, around] = [areas[0]!, maskBox(hat)!];
    expect(left).toBeLessThanOrEqual(around.left);
    expect(top).toBeLessThanOrEqual(around.top);
    expect(left + width).toBeGreaterThanOrEqual(around.left + around.width);
    expect(top + height).toBeGreaterThanOrEqual(around.top + around.height);
    expect(width).toBeLessThan(SIZE);
    expect(config).toMatchObject({ maskFeather: 6, maskFrom: ['given'] });
    expect(metrics.changedOutside).toBeLessThan(0.01);
    // What was pasted at its size is what was pasted into the part, only sharper.
    const reduced = await reduceRequest({ ...request, maskFeather: 6 }, MOST);
    const { picture: small, masks, part } = await engine.edit(reduced);
    const { box } = part!;
    const enlarged = await resizePicture(small, box.width, box.height);
    expect(
      iou(pasted[0]!, enlargedArea(masks[0]!, box).within({ left: 0, top: 0, width: SIZE, height: SIZE })),
    ).toBe(1);
    let difference = 0;
    for (let i = 0; i < box.width * box.height; i++) {
      const at = (box.top + Math.floor(i / box.width)) * SIZE + box.left + (i % box.width);
      for (let c = 0; c < 3; c++)
        difference += Math.abs(picture.data[at * 4 + c]! - enlarged.data[i * 4 + c]!);
    }
    expect(difference / (3 * box.width * box.height)).toBeLessThan(5);
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
