import type { PictureEditor } from '@dualedit/editor';
import type { OnProgress } from '@dualedit/foundation';
import type { Stop } from '../interrupt.js';
import type { ModelOptions } from '../options.js';

/** Opens an editor for `work`, and always closes it, also on errors. */
export async function withEditor<T>(
  { model, device, maskSource, safetyCheck, captions, engine }: ModelOptions,
  { signal, onStop }: Stop,
  onProgress: OnProgress,
  work: (editor: PictureEditor) => Promise<T>,
): Promise<T> {
  onProgress({ stage: 'load', fraction: 0 });
  // The editor's libraries are loaded once everything else is known to be right.
  const { openEditor } = await import('@dualedit/editor');
  const editor = await openEditor({ model, device, maskSource, safetyCheck, captions, engine, signal });
  onStop(() => editor.close());
  try {
    return await work(editor);
  } finally {
    await editor.close();
  }
}
