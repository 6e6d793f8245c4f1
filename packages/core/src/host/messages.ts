import { DualeditError, type Mask, type Progress, type SeenThing } from '@dualedit/foundation';
import { typedError } from '../edit/errors.js';
import type { EditRequest, MaskRequest } from '../edit/request.js';
import type { EditResult, FoundMasks } from '../edit/result.js';
import type { HostOptions } from './host-options.js';

/** What the caller's process asks of the engine's. Functions and signals stay behind; both go as messages. */
export type Question =
  | { type: 'load'; options: HostOptions }
  | { type: 'edit'; request: Omit<EditRequest, 'onProgress' | 'signal' | 'onMasks'>; wantsMasks: boolean }
  | { type: 'masks'; request: Omit<MaskRequest, 'onProgress' | 'signal'> };

export type ToHost =
  | (Question & { id: number })
  | { type: 'abort'; id: number }
  /** The caller has dealt with the masks of its edit, or failed to. */
  | { type: 'masks-taken'; id: number; error?: SentError };

/** What the engine's process answers to a question. */
export type FromHost =
  | { type: 'done'; id: number; value: EditResult | FoundMasks | undefined }
  | { type: 'failed'; id: number; error: SentError }
  | { type: 'progress'; id: number; progress: Progress }
  /** The masks of an edit, which waits until they are taken. */
  | { type: 'masks'; id: number; masks: readonly Mask[]; unnamed: readonly SeenThing[] };

/** An error as it crosses between processes. */
export interface SentError {
  code: string;
  message: string;
  hint: string;
  received?: unknown;
  stack?: string | undefined;
}

export function packError(error: unknown): SentError {
  const { code, message, hint, received, stack } = typedError(error);
  return { code, message, hint, received, stack };
}

export function unpackError({ stack, ...sent }: SentError): DualeditError {
  const error = new DualeditError(sent);
  if (stack !== undefined) error.stack = stack;
  return error;
}
