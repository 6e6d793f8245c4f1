import type { Editor } from '@dualedit/core';
import type { OnProgress } from '@dualedit/foundation';
import type { Stop } from '../interrupt.js';
import type { ModelOptions } from '../options.js';

/** Starts the engine in a process of its own, hands it to `work`, and ends it however the work ends. */
export async function withEditor<T>(
  { model, device }: ModelOptions,
  { onStop }: Stop,
  onProgress: OnProgress,
  work: (editor: Editor) => Promise<T>,
): Promise<T> {
  onProgress({ stage: 'load', fraction: 0 });
  // The engine's libraries are loaded once everything else is known to be right.
  const [{ startEditor }, { findPack }] = await Promise.all([import('@dualedit/core'), import('./packs.js')]);
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
