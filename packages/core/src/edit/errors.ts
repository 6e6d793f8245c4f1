import { DualeditError } from '@dualedit/foundation';
import { OnnxAutogradError } from '@dualedit/onnx-autograd/error';

/** What ONNX Runtime, C++ and V8 say where memory ends. */
const NO_MEMORY = /bad_alloc|out of memory|failed to allocate|allocation failed|cudaErrorMemoryAllocation/i;

/** Any error as one that a user can act on. */
export function typedError(error: unknown): DualeditError {
  if (DualeditError.is(error)) return error;
  const { message } = error instanceof Error ? error : new Error(String(error));
  if (error instanceof OnnxAutogradError) {
    const { code, hint, received } = error;
    return new DualeditError({ code, message, hint, received, cause: error });
  }
  if (NO_MEMORY.test(message)) {
    return new DualeditError({
      code: 'out-of-memory',
      message: `The model ran out of memory: ${message}`,
      hint: 'Close other programs, or use a smaller model.',
      cause: error,
    });
  }
  return new DualeditError({
    code: 'internal',
    message: `Something went wrong inside the engine: ${message}`,
    hint: 'Please report this, with the command and the picture.',
    cause: error,
  });
}
