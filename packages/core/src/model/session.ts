import { DualeditError } from '@dualedit/foundation';
import { InferenceSession } from 'onnxruntime-node';

/** What a session needs to know of the device that `chooseDevice` returned. */
export interface SessionDevice {
  executionProviders: readonly string[];
}

/** ONNX Runtime's warnings, such as of what it could not fold in float16, mean nothing to users. */
export const ERRORS = 3;

/**
 * Opens a model that is run as it stands, straight from its file; on the CPU unless a device is given.
 * @throws DualeditError `model-unreadable`
 */
export async function openSession(path: string, device?: SessionDevice): Promise<InferenceSession> {
  const executionProviders = [...(device?.executionProviders ?? ['cpu'])];
  try {
    // With memory patterns, the second run of a large model allocates gigabytes more.
    return await InferenceSession.create(path, {
      executionProviders,
      enableMemPattern: false,
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
