import { openEditor } from '@dualedit/editor';
import type { Jobs, Worker } from '@dualedit/jobs';
import type { StudioOptions } from './options.js';

/**
 * Starts the worker of this process.
 * @throws DualeditError `device-taken` if another program of this machine edits on that card, and whatever opening the
 * editor raises
 */
export async function openWorker(jobs: Jobs, options: StudioOptions): Promise<Worker> {
  const { model, device, maskSource, captions, safetyCheck, shareDevice = false } = options;
  const opening = { model, device, maskSource, captions, safetyCheck, exclusive: !shareDevice };
  const editor = await openEditor(opening);
  return jobs.startWorker({ editor: async () => editor.engine, device: editor.device ?? device });
}
