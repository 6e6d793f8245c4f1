import { readdirSync, symlinkSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Editor, findPack, type OpenOptions, openEditor, type Picture } from '@dualedit/editor';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { lockDevice } from './device.js';
import { OpenedEngine } from './opened-engine.js';
import { scratch } from './testing/scene.js';

afterEach(() => vi.unstubAllEnvs());

const SAFETY = fileURLToPath(new URL('../../core/src/safety/__fixtures__', import.meta.url));

/** The embedded pack without what makes a segmenter or a word list, with a safety checker that flags red pictures if asked for. */
async function pack({ safety }: { safety: boolean }): Promise<string> {
  const folder = join(await scratch(), 'pack');
  await mkdir(folder);
  for (const [from, names] of [
    [await findPack(), /^(?!words|world|segmenter)/],
    ...(safety ? [[SAFETY, /^(?!golden)/] as const] : []),
  ] as const)
    for (const name of readdirSync(from).filter((name) => names.test(name)))
      symlinkSync(join(from, name), join(folder, name));
  return folder;
}

/** What becomes of an edit of a red picture. */
async function editRed(options: OpenOptions): Promise<string> {
  const size = { width: 128, height: 128 };
  const red: Picture = { ...size, data: new Uint8Array(128 * 128 * 4) };
  for (let i = 0; i < red.data.length; i += 4) red.data.set([208, 40, 30, 255], i);
  const mask = { ...size, data: new Uint8Array(128 * 128).fill(255, 128 * 60, 128 * 66) };
  const editor = await openEditor({ device: 'cpu', ...options });
  try {
    await editor.edit(red, 'ball→blue', { masks: [mask], settings: { steps: 1 } });
    return 'shown';
  } catch (error) {
    return (error as { code: string }).code;
  } finally {
    await editor.close();
  }
}

describe('opening', () => {
  it('says what is wrong before anything is loaded', async () => {
    vi.stubEnv('DUALEDIT_MODELS', await scratch());
    await expect(openEditor({ model: 'absent' })).rejects.toMatchObject({ code: 'pack-missing' });
    const model = await pack({ safety: false });
    await expect(openEditor({ model, safetyCheck: true })).rejects.toMatchObject({
      code: 'pack-without-safety-checker',
    });
    await expect(openEditor({ model, maskSource: 'segmenter' })).rejects.toMatchObject({
      code: 'pack-without-segmenter',
    });
    await expect(openEditor({ signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'aborted' });
  });

  it('finds a pack that was pulled by its name', async () => {
    const model = await pack({ safety: false });
    vi.stubEnv('DUALEDIT_MODELS', join(model, '..'));
    const editor = await openEditor({ model: 'pack', device: 'cpu' });
    expect(editor.pack).toBe(model);
    await editor.close();
  });

  it('checks results as it is told, and by itself only where it is told to', async () => {
    const model = await pack({ safety: true });
    expect(await editRed({ model, safetyCheck: 'auto' })).toBe('result-withheld');
    expect(await editRed({ model })).toBe('shown');
    expect(await editRed({ model: await pack({ safety: false }), safetyCheck: 'auto' })).toBe('shown');
  });
});

describe('an editor that is closed', () => {
  it('refuses requests, and its engine does too', async () => {
    const editor = await openEditor({ device: 'cpu' });
    await Promise.all([editor.close(), editor.engine.close()]);
    const image: Picture = { width: 1, height: 1, data: new Uint8Array(4) };
    await expect(editor.edit(image, 'cat→dog')).rejects.toMatchObject({ code: 'editor-closed' });
    await expect(editor.engine.masks({ picture: image, edits: [] })).rejects.toMatchObject({
      code: 'editor-closed',
    });
  });
});

describe('an exclusive editor', () => {
  beforeEach(async () => {
    vi.stubEnv('TMPDIR', await scratch());
    // A card of its own, and one that is not there: what is refused is refused before a driver is asked.
    vi.stubEnv('CUDA_VISIBLE_DEVICES', '99');
  });
  const onCard = { device: 'cuda', exclusive: true } as const;

  it('is refused the card of another, whose process is named, and has it when that is closed', async () => {
    const { unlock, label } = await lockDevice('cuda');
    await expect(openEditor(onCard)).rejects.toMatchObject({
      code: 'device-taken',
      message: expect.stringContaining(`process ${process.pid}`),
      hint: expect.stringContaining('--share-device'),
      received: 'cuda:99',
    });
    await unlock();
    expect(label).toBe('cuda:99');
    await expect(openEditor(onCard)).rejects.toMatchObject({ code: 'device-unavailable' });
  });

  it('gives its card back when it cannot be opened, or is closed', async () => {
    await expect(openEditor(onCard)).rejects.toMatchObject({ code: 'device-unavailable' });
    const { unlock } = await lockDevice('cuda');
    const close = vi.fn(async () => {});
    const engine = new OpenedEngine({ close } as unknown as Editor, unlock);
    await Promise.all([engine.close(), engine.close()]);
    expect(close).toHaveBeenCalledOnce();
    await (await lockDevice('cuda')).unlock();
  });

  it('says where it could not write its lock', async () => {
    vi.stubEnv('TMPDIR', '/no/such/folder');
    await expect(openEditor(onCard)).rejects.toMatchObject({
      code: 'temporary-folder',
      hint: expect.stringContaining('TMPDIR'),
    });
  });

  it('shares the CPU, and says what it runs on', async () => {
    const editors = await Promise.all(
      (['cpu', 'cpu', 'auto'] as const).map((device) => openEditor({ device, exclusive: true })),
    );
    const [first, second, best] = editors.map(({ device }) => device);
    expect([first, second]).toEqual(['cpu', 'cpu']);
    expect(best).toMatch(/^(cpu|dml)$/);
    await Promise.all(editors.map((editor) => editor.close()));
  });

  it('is not opened if it is told to stop meanwhile', async () => {
    const abort = new AbortController();
    const stopped = openEditor({ device: 'cpu', signal: abort.signal });
    abort.abort('enough');
    await expect(stopped).rejects.toMatchObject({ code: 'aborted', cause: 'enough' });
  });
});
