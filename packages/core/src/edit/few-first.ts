import { DualeditError, failures, type OnProgress, type Progress } from '@dualedit/foundation';
import type { EngineRequest, EngineResult } from './large/full-picture.js';

type Make = (onProgress: OnProgress | undefined) => Promise<EngineResult>;

/**
 * Whether what fails in few steps is made again by many: unless the request says that nothing is tried again, or how it
 * is made in a way that only one of the two denoisers can.
 */
export const mayTakeMany = ({
  retry,
  inverted,
  inversion,
  settings,
}: Pick<EngineRequest, 'retry' | 'inverted' | 'inversion' | 'settings'>): boolean =>
  retry !== false && !inverted && inversion === undefined && settings?.steps === undefined;

/** The result in few steps, or the one in many where something failed and fewer things fail so. */
export async function fewFirst(few: Make, many: Make, onProgress?: OnProgress): Promise<EngineResult> {
  const quick = await few(onProgress);
  const failed = failures(quick.checks).length;
  // What came out is made again from its config whether or not anything else might have been tried.
  if (failed === 0) return { ...quick, config: { ...quick.config, retry: true } };
  const slow = await unlessRefused(many(onProgress && ((progress) => onProgress(asRetry(progress)))));
  if (!slow) return quick;
  if (failures(slow.checks).length >= failed) return { ...quick, timings: withRetry(quick, slow) };
  return { ...slow, retried: 'many-steps', timings: withRetry(slow, quick) };
}

/** Nothing where the other denoiser does not fit in memory, or draws what the safety checker withholds. */
async function unlessRefused(made: Promise<EngineResult>): Promise<EngineResult | undefined> {
  return made.catch((error: unknown) => {
    if (DualeditError.is(error) && REFUSALS.has(error.code)) return undefined;
    throw error;
  });
}

const REFUSALS: ReadonlySet<string> = new Set(['out-of-memory', 'result-withheld']);

/** Progress of what comes after all that was reckoned with: its fraction must not begin again. */
const asRetry = (progress: Progress): Progress => ({ ...progress, stage: 'retry', fraction: 1 });

/** The seconds of a result, with those of the other try. */
function withRetry({ timings }: EngineResult, other: EngineResult): EngineResult['timings'] {
  const more = other.timings.total!;
  return { ...timings, retry: (timings.retry ?? 0) + more, total: timings.total! + more };
}
