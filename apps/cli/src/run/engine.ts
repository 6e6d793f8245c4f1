import type { Editor } from '@dualedit/core';
import type { OnProgress } from '@dualedit/foundation';
import type { Stop } from '../interrupt.js';
import type { ModelOptions } from '../options.js';

/** Starts the engine in a process of its own, hands it to `work`, and ends it however the work ends. */
export async function withEditor<T>(
  { model, device, maskSource, safetyCheck, captions }: ModelOptions,
  { onStop }: Stop,
  onProgress: OnProgress,
  work: (editor: Editor) => Promise<T>,
): Promise<T> {
  onProgress({ stage: 'load', fraction: 0 });
  // The engine's libraries are loaded once everything else is known to be right.
  const [{ startEditor }, { EMBEDDED, findPack }] = await Promise.all([
    import('@dualedit/core'),
    import('./packs.js'),
  ]);
  const pack = await findPack(model ?? EMBEDDED);
  const { maskModule } = await import('./mask-module.js');
  const module = maskModule(pack, maskSource);
  const editor = await startEditor({
    pack,
    ...(device !== undefined && { device }),
    ...(safetyCheck !== undefined && { safetyCheck }),
    ...(captions !== undefined && { captions }),
    ...(module !== undefined && { maskSource: module }),
  });
  onStop(() => editor.close());
  try {
    return await work(editor);
  } finally {
    await editor.close();
  }
}
