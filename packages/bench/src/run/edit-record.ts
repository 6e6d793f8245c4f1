import type { AttentionMap, EditResult, StepLosses } from '@dualedit/core';
import type { Picture } from '@dualedit/foundation';

/** What is kept of one edit: all that scores and reports need, so that it need not be repeated. */
export interface EditRecord {
  /** The result, pasted into the original. */
  picture: Picture;
  /** What the model drew before the paste, and what its autoencoder makes of the unedited picture. */
  edited: Picture;
  reconstruction: Picture;
  /** The square of the picture that both show. */
  region: { left: number; top: number; side: number };
  attention: AttentionMap[];
  losses: StepLosses[];
  facts: {
    seconds: number;
    unetRuns: number;
    gradientRuns: number;
    reconstructionPsnr: number;
    maxChangeOutside: number;
  };
}

export function recordOf({ picture, details, metrics, timings }: EditResult): EditRecord {
  const { unetRuns, gradientRuns, reconstructionPsnr, maxChangeOutside, losses } = metrics;
  const { edited, reconstruction, region, attention } = details!;
  return {
    picture,
    edited,
    reconstruction,
    region,
    attention,
    losses,
    facts: { seconds: timings.total!, unetRuns, gradientRuns, reconstructionPsnr, maxChangeOutside },
  };
}
