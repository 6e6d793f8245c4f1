import { chooseDevice, type Device, hasSafetyChecker, type Pack, startEditor } from '@dualedit/core';
import type { Jobs, Worker } from '@dualedit/jobs';
import { hasSegmenter } from '@dualedit/segmenter';
import type { JobsConfig } from './jobs-environment.js';

/**
 * Starts the worker inside a bot's process, on the device that the environment names.
 * @param choose resolves `auto` and tries the device
 * @throws DualeditError `device-unavailable`, `device-taken` if another worker of this machine runs on that card
 */
export async function startWorker(
  jobs: Jobs,
  { folder }: Pack,
  { DUALEDIT_DEVICE }: Pick<JobsConfig, 'DUALEDIT_DEVICE'>,
  choose = chooseDevice,
): Promise<Worker> {
  const { name: device } = await choose(DUALEDIT_DEVICE as Device);
  const maskSource = hasSegmenter(folder) ? import.meta.resolve('@dualedit/segmenter') : undefined;
  return jobs.startWorker({
    device,
    editor: () =>
      startEditor({
        pack: folder,
        device,
        safetyCheck: hasSafetyChecker(folder),
        ...(maskSource === undefined ? {} : { maskSource }),
      }),
  });
}
