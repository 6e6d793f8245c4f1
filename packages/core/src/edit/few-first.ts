import { countFailed, type OnProgress, type Progress } from '@dualedit/foundation';
import type { EngineRequest, EngineResult } from './large/full-picture.js';

type Make = (onProgress: OnProgress | undefined) => Promise<EngineResult>;

/**
 * Whether what fails in few steps is made again by many: unless the request says that nothing is tried again, or how it
 * is made in a way that only one of the two denoisers can.
 */
export const mayTakeMany = ({ retry, inverted, inversion, settings }: EngineRequest): boolean =>
  retry !== false && !inverted && inversion === undefined && settings?.steps === undefined;

/** The result in few steps, or the one in many where something failed and fewer things fail so. */
export async function fewFirst(few: Make, many: Make, onProgress?: OnProgress): Promise<EngineResult> {
  const quick = await few(onProgress);
  const failed = countFailed(quick.checks);
  if (failed === 0) return quick;
  const slow = await many(onProgress && ((progress) => onProgress(asRetry(progress))));
  if (countFailed(slow.checks) >= failed) return { ...quick, timings: withRetry(quick, slow) };
  return { ...slow, retried: 'many-steps', timings: withRetry(slow, quick) };
}

/** Progress of what comes after all that was reckoned with: its fraction must not begin again. */
const asRetry = (progress: Progress): Progress => ({ ...progress, stage: 'retry', fraction: 1 });

/** The seconds of a result, with those of the other try. */
function withRetry({ timings }: EngineResult, other: EngineResult): EngineResult['timings'] {
  const more = other.timings.total!;
  return { ...timings, retry: (timings.retry ?? 0) + more, total: timings.total! + more };
}
