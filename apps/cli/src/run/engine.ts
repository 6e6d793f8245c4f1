import type { Editor } from '@dualedit/core';
import type { OnProgress } from '@dualedit/foundation';
import type { Stop } from '../interrupt.js';
import type { ModelOptions } from '../options.js';
import { findPack } from './packs.js';

/** Starts the engine in a process of its own, hands it to `work`, and ends it however the work ends. */
export async function withEditor<T>(
  { model, device }: ModelOptions,
  { onStop }: Stop,
  onProgress: OnProgress,
  work: (editor: Editor) => Promise<T>,
): Promise<T> {
  onProgress({ stage: 'load', fraction: 0 });
  const { startEditor } = await import('@dualedit/core');
  const editor = await startEditor({
    ...(model !== undefined && { pack: await findPack(model) }),
    ...(device !== undefined && { device }),
  });
  onStop(() => editor.close());
  try {
    return await work(editor);
  } finally {
    await editor.close();
  }
}
