import '@dualedit/onnx-autograd/no-telemetry';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { DualeditError } from '@dualedit/foundation';
import { InferenceSession } from 'onnxruntime-node';

/** What a session needs to know of the device that `chooseDevice` returned. */
export interface SessionDevice {
  executionProviders: readonly string[];
}

/** ONNX Runtime's warnings, such as of what it could not fold in float16, mean nothing to users. */
export const ERRORS = 3;

/** Up to this many bytes of weights, a session may keep a copy of its own, repacked for speed. */
export const REPACKED_BYTES = 256 * 2 ** 20;

/**
 * Bytes of all files in a folder: of a model with its weights, where it has the folder to itself. Where it has not, of
 * those whose names begin with its own.
 */
export async function bytesIn(folder: string, begin = ''): Promise<number> {
  const names = (await readdir(folder)).filter((name) => name.startsWith(begin));
  const sizes = await Promise.all(names.map(async (name) => (await stat(join(folder, name))).size));
  return sizes.reduce((total, size) => total + size, 0);
}

/**
 * With memory patterns, the second run of a large model allocates gigabytes more; an arena would keep what one run
 * took until the session ends, of an autoencoder at 512 × 512 two gigabytes.
 */
export const LEAN = { enableMemPattern: false, enableCpuMemArena: false } as const;

/**
 * Opens a model that is run as it stands, straight from its file; on the CPU unless a device is given.
 * @throws DualeditError `model-unreadable`
 */
export async function openSession(path: string, device?: SessionDevice): Promise<InferenceSession> {
  const executionProviders = [...(device?.executionProviders ?? ['cpu'])];
  try {
    return await InferenceSession.create(path, {
      executionProviders,
      ...LEAN,
      logSeverityLevel: ERRORS,
    });
  } catch (cause) {
    throw new DualeditError({
      code: 'model-unreadable',
      message: `ONNX Runtime cannot load ${path}: ${(cause as Error).message}`,
      hint: 'Fetch or export the pack again, together with any weight files beside the model.',
      received: path,
      cause,
    });
  }
}
