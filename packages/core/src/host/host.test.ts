// The built package: the host starts a process of its own from it.
import { type Editor, startEditor } from '@dualedit/core';
import { renderMasks, renderScene, type Scene } from '@dualedit/diorama';
import type { Edit, Mask, Picture, Progress } from '@dualedit/foundation';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const scene: Scene = {
  seed: 900_000_011,
  background: 'snow',
  objects: [
    { id: 1, noun: 'cat', x: 64, y: 118, size: 80 },
    { id: 2, noun: 'ball', color: 'blue', x: 100, y: 120, size: 30 },
  ],
};
const edits: Edit[] = [
  { source: 'ball', target: 'red', kind: 'attribute', which: { type: 'best' }, strength: 1, span: [0, 8] },
];
const quick = { settings: { steps: 5 }, prompt: 'a cat next to a blue ball in the snow' };

let editor: Editor;
let image: Picture;
beforeAll(async () => {
  [editor, image] = await Promise.all([startEditor(), renderScene(scene, 96)]);
});
afterAll(() => editor.close());

describe('the editor in a process of its own', () => {
  it('edits inside the mask alone, reports progress, and says how to do it again', async () => {
    const mask = (await renderMasks(scene, 96))[1]!.visible;
    const reports: Progress[] = [];
    const request = { picture: image, edits, masks: [mask], ...quick };
    const result = await editor.edit({ ...request, onProgress: (progress) => reports.push(progress) });

    expect(result.prompts.target).toBe('a cat next to a red ball in the snow');
    expect(result.metrics.maxChangeOutside).toBe(0);
    expect(result.metrics.losses).toHaveLength(2);
    expect(differs(image, result.picture, (x) => x < 40)).toBe(false);
    expect(differs(image, result.picture, () => true)).toBe(true);
    const fractions = reports.map(({ fraction }) => fraction);
    expect(fractions).toEqual(fractions.toSorted((a, b) => a - b));
    expect(fractions.at(-1)).toBe(1);
    expect(new Set(reports.map(({ stage }) => stage))).toEqual(
      new Set(['load', 'invert', 'edit', 'decode', 'compose']),
    );

    const again = await editor.edit({ ...request, settings: result.config.settings });
    expect(differs(again.picture, result.picture, () => true)).toBe(false);
  });

  it('shows the masks before it edits, waits until they are taken, and fails if they are not', async () => {
    const stages: string[] = [];
    let shown: readonly Mask[] = [];
    const request = { picture: image, edits, ...quick };
    const result = await editor.edit({
      ...request,
      onProgress: ({ stage }) => stages.push(stage),
      onMasks: async (masks) => {
        await new Promise((resolve) => setImmediate(resolve));
        shown = masks;
        stages.push('shown');
      },
    });
    expect(shown).toEqual(result.masks);
    expect(stages.indexOf('shown')).toBeGreaterThan(stages.indexOf('segment'));
    expect(stages.indexOf('shown')).toBeLessThan(stages.indexOf('edit'));
    expect(stages.filter((stage) => stage === 'shown')).toHaveLength(1);
    const refused = editor.edit({
      ...request,
      onMasks: () => Promise.reject(new Error('nowhere to put them')),
    });
    await expect(refused).rejects.toThrow(/nowhere to put them/);
  });

  it('stops between model runs when aborted, and serves the next request', async () => {
    const abort = new AbortController();
    const stopped = editor.edit({
      picture: image,
      edits,
      ...quick,
      signal: abort.signal,
      onProgress: ({ stage }) => stage === 'invert' && abort.abort(),
    });
    await expect(stopped).rejects.toMatchObject({ code: 'aborted' });
    await expect(editor.masks({ picture: image, edits, prompt: quick.prompt })).resolves.toMatchObject({
      masks: [{ width: 96 }],
    });
  });

  it.each([
    ['word-unknown', { edits: [{ ...edits[0]!, target: 'turquoise' }] }],
    ['word-not-in-prompt', { prompt: 'a cat in the snow' }],
    ['mask-size', { masks: [{ width: 5, height: 5, data: new Uint8Array(25) }] }],
    ['mask-empty', { masks: [{ width: 96, height: 96, data: new Uint8Array(96 * 96) }] }],
    ['no-edits', { edits: [] }],
    ['strength-range', { strength: 3 }],
    ['steps-range', { settings: { steps: 0 } }],
  ])('refuses with %s, and a hint', async (code, change) => {
    const refused = editor.edit({ picture: image, edits, ...quick, ...change });
    await expect(refused).rejects.toMatchObject({ code, hint: expect.stringMatching(/\w/) });
  });

  it.each([1, 4])('finds its masks in an edit of %i steps too', async (steps) => {
    const result = await editor.edit({ picture: image, edits, ...quick, settings: { steps } });
    expect(result.masks).toHaveLength(1);
    expect(result.metrics.maxChangeOutside).toBe(0);
  });

  it('says at once when there is no pack', async () => {
    await expect(startEditor({ pack: 'no/such/folder' })).rejects.toMatchObject({ code: 'pack-missing' });
  });
});

function differs(a: Picture, b: Picture, where: (x: number) => boolean): boolean {
  return a.data.some((value, i) => where((i >> 2) % a.width) && value !== b.data[i]);
}

describe('an editor with a module that finds masks', () => {
  /** Marks the top half of the picture, and says in the mask's first byte what it was opened with. */
  const module = `data:text/javascript,${encodeURIComponent(`
    export const openMaskSource = async ({ pack, device }) => ({
      find: async ({ width, height }, { edits }) => {
        if (edits.some(({ which }) => which.type === 'ordinal')) {
          const error = new Error(pack + ' on ' + device);
          throw Object.assign(error, { code: 'object-not-found', hint: 'none', [Symbol.for('dualedit.error')]: true });
        }
        const data = new Uint8Array(width * height).fill(255, 0, (width * height) / 2);
        return { masks: edits.map(() => ({ width, height, data })), things: [] };
      },
    });
  `)}`;

  it('takes them from there, in the process of the engine, with its errors', async () => {
    const segmented = await startEditor({ maskSource: module, device: 'cpu' });
    const reports: Progress[] = [];
    const request = { picture: image, edits, prompt: quick.prompt };
    const onProgress = (progress: Progress) => void reports.push(progress);
    const { masks } = await segmented.masks({ ...request, onProgress });
    const [mask] = masks;
    expect(mask!.data.filter((value) => value === 255)).toHaveLength((96 * 96) / 2);
    // Nothing is inverted to find them.
    expect(new Set(reports.map(({ stage }) => stage))).not.toContain('invert');
    const second = [{ ...edits[0]!, which: { type: 'ordinal' as const, ordinal: 2 } }];
    await expect(segmented.masks({ ...request, edits: second })).rejects.toMatchObject({
      code: 'object-not-found',
      message: expect.stringMatching(/diorama on cpu$/),
    });
    await segmented.close();
  });
});
