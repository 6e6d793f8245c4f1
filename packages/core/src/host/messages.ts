import { DualeditError, type Mask, type Progress } from '@dualedit/foundation';
import type { EditorOptions, EditRequest, EditResult, MaskRequest } from '../editor.js';

/** What the caller's process asks of the host. Functions and signals stay behind; both go as messages. */
export type ToHost =
  | { type: 'load'; options: Omit<EditorOptions, 'maskSource'> }
  | { type: 'edit'; id: number; request: Omit<EditRequest, 'onProgress' | 'signal'> }
  | { type: 'masks'; id: number; request: Omit<MaskRequest, 'onProgress' | 'signal'> }
  | { type: 'abort'; id: number };

/** What the host answers. Loading has the id 0. */
export type FromHost =
  | { type: 'done'; id: number; value: EditResult | Mask[] | undefined }
  | { type: 'failed'; id: number; error: SentError }
  | { type: 'progress'; id: number; progress: Progress };

/** An error as it crosses between processes. */
export interface SentError {
  code: string;
  message: string;
  hint: string;
  stack?: string | undefined;
}

export function packError(error: unknown): SentError {
  if (DualeditError.is(error)) {
    return { code: error.code, message: error.message, hint: error.hint, stack: error.stack };
  }
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  const outOfMemory = /bad_alloc|out of memory|failed to allocate/i.test(message);
  return outOfMemory
    ? {
        code: 'out-of-memory',
        message: `The model ran out of memory: ${message}`,
        hint: 'Close other programs, or use a smaller model.',
        stack,
      }
    : {
        code: 'internal',
        message: `Something went wrong inside the engine: ${message}`,
        hint: 'Please report this, with the command and the picture.',
        stack,
      };
}

export function unpackError({ code, message, hint, stack }: SentError): DualeditError {
  const error = new DualeditError({ code, message, hint });
  if (stack !== undefined) error.stack = stack;
  return error;
}
