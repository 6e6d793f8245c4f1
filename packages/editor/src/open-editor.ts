import { type Editor, type HostOptions, startEditor } from '@dualedit/core';
import type { EngineProcess } from '@dualedit/core/engine-process';
import { aborted, throwIfAborted } from '@dualedit/foundation';
import { lockDevice } from './device.js';
import { findPack } from './find-pack.js';
import { OpenedEngine } from './opened-engine.js';
import type { OpenOptions } from './options.js';
import { chooseParts } from './parts.js';
import type { PictureEditor } from './picture-editor.js';
import { readOptionsOf } from './read-options.js';
import { WiredEditor } from './wired-editor.js';

/**
 * Opens an editor: finds the model pack, wires its segmenter, captioner and safety checker, locks the device if asked
 * to, and starts the engine in a process of its own.
 *
 * @example
 * const editor = await openEditor();
 * const edited = await editor.edit('cat.png', 'cat→dog, hat→red');
 * await writeFile('edited.png', await edited.encode());
 * await editor.close();
 *
 * @throws DualeditError `pack-missing`, `pack-incomplete`, `pack-altered`, `pack-unreadable`, `model-unsupported`,
 * `scheduler-unsupported`, `pack-without-segmenter`, `pack-without-safety-checker`, `device-unavailable`, `device-taken`,
 * `temporary-folder`, `aborted`; nothing is left running then
 */
export async function openEditor(options: OpenOptions = {}): Promise<PictureEditor> {
  try {
    return await open(options);
  } catch (error) {
    await options.engine?.kill(aborted());
    throw error;
  }
}

async function open(options: OpenOptions): Promise<PictureEditor> {
  const { model, device = 'auto', exclusive = false, engine: ahead, signal } = options;
  throwIfAborted(signal);
  const pack = await findPack(model);
  const parts = await chooseParts(pack, options);
  const reading = await readOptionsOf(pack);
  const locked = exclusive ? await lockDevice(device, signal) : undefined;
  const unlock = async () => locked?.unlock();
  try {
    const engine = await startEngine({ pack, device: locked?.name ?? device, ...parts }, ahead, signal);
    return new WiredEditor(new OpenedEngine(engine, unlock), { pack, device: locked?.label, reading });
  } catch (error) {
    await unlock();
    throw error;
  }
}

/** Starts the engine. If aborted meanwhile, it is closed again as soon as it can be. */
async function startEngine(
  options: HostOptions,
  ahead: EngineProcess | undefined,
  signal: AbortSignal | undefined,
): Promise<Editor> {
  const editor = await startEditor(options, ahead);
  if (!signal?.aborted) return editor;
  await editor.close();
  throw aborted(signal.reason);
}
