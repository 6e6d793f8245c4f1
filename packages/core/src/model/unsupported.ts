import { DualeditError } from '@dualedit/foundation';

/** The error of a model of another family. */
export function unsupported(message: string, received: unknown): DualeditError {
  return new DualeditError({
    code: 'model-unsupported',
    message,
    hint: 'Use a plain text-to-image model of the Stable Diffusion 1 or 2 family: not one for inpainting, upscaling or instructions, and not SDXL.',
    received,
  });
}
