import { type Box, DualeditError, type Mask, type Progress, type SeenThing } from '@dualedit/foundation';
import { typedError } from '../edit/errors.js';
import type { EngineRequest, EngineResult, FullPicture, Part } from '../edit/large/full-picture.js';
import type { MaskRequest } from '../edit/request.js';
import type { FoundMasks } from '../edit/result.js';
import type { HostOptions } from './host-options.js';

/** What the caller's process asks of the engine's. Functions and signals stay behind; both go as messages. */
export type Question =
  | { type: 'load'; options: HostOptions }
  | {
      type: 'edit';
      request: Omit<EngineRequest, 'onProgress' | 'signal' | 'onMasks' | 'full'>;
      wantsMasks: boolean;
      /** The size of the picture of which the request holds a smaller copy. */
      full: Omit<FullPicture, 'part'> | undefined;
    }
  | { type: 'masks'; request: Omit<MaskRequest, 'onProgress' | 'signal'> };

export type ToHost =
  | (Question & { id: number })
  | { type: 'abort'; id: number }
  /** What the engine waits for: the caller has dealt with the masks of its edit, or cut out a part, or failed to. */
  | { type: 'reply'; id: number; part?: Part; error?: SentError };

/** What the engine's process answers to a question. */
export type FromHost =
  | { type: 'done'; id: number; value: EngineResult | FoundMasks | undefined }
  | { type: 'failed'; id: number; error: SentError }
  | { type: 'progress'; id: number; progress: Progress }
  /** The masks of an edit, which waits until they are taken. */
  | { type: 'masks'; id: number; masks: readonly Mask[]; unnamed: readonly SeenThing[] }
  /** A part of a large picture is needed. */
  | { type: 'part'; id: number; box: Box };

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
