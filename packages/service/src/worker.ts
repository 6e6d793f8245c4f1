import { openEditor } from '@dualedit/editor';
import type { Jobs, Worker } from '@dualedit/jobs';
import type { JobsConfig } from './jobs-environment.js';

/**
 * Starts the worker inside a bot's process, on the device that the environment names.
 * @throws DualeditError `device-taken` if another bot or worker of this machine edits on that card, and whatever opening
 * the editor raises
 */
export async function startWorker(jobs: Jobs, config: JobsConfig, ending: AbortSignal): Promise<Worker> {
  const editor = await openEditor({
    model: config.DUALEDIT_PACK,
    device: config.DUALEDIT_DEVICE,
    maskSource: config.DUALEDIT_MASK_SOURCE,
    captions: config.DUALEDIT_CAPTIONS,
    safetyCheck: config.DUALEDIT_SAFETY_CHECK ? 'auto' : false,
    exclusive: !config.DUALEDIT_SHARE_DEVICE,
    signal: ending,
  });
  return jobs.startWorker({
    editor: async () => editor.engine,
    device: editor.device ?? config.DUALEDIT_DEVICE,
  });
}
