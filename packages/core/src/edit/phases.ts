import type { Stage } from '@dualedit/foundation';
import type { InversionName } from '../inversions/inversions.js';
import { lossesInUse } from '../losses/losses.js';
import type { MethodSettings } from '../methods/attention-control/settings.js';

/** A stretch of work, and what each of its steps is expected to cost, in plain runs of the UNet. */
export interface Phase {
  stage: Stage;
  costs: readonly number[];
}

// What the programs cost beside a plain run, as measured on the embedded model (packages/core/README.md).
const EDIT_STEP = 2.2;
const SOURCE_MAPS = 1.1;
const LATENT_GRADIENT = 2;
const AUTOENCODER = 2;
/** Opening the models, where their programs are in the cache. */
const LOAD = 20;

/** What a step of the way back costs, by inversion: the walk to noise itself is counted apart. */
const WAY_BACK: Record<InversionName, number> = { direct: 0, 'negative-prompt': 1, ddim: 2, 'null-text': 22 };

/** What finding masks from words costs, with the walk to noise that it reads. */
export function maskPhases(steps: number): Phase[] {
  return [
    { stage: 'invert', costs: Array(steps).fill(1) },
    { stage: 'segment', costs: [5 * SOURCE_MAPS] },
  ];
}

/** A mask source of its own, its models' loading included. */
export const segmentPhase: Phase = { stage: 'segment', costs: [LOAD] };

export const loadPhase: Phase = { stage: 'load', costs: [LOAD] };

/** What an edit costs once its masks are known. */
export function editPhases(settings: MethodSettings, inversion: InversionName): Phase[] {
  const { steps } = settings;
  const losses = lossesInUse(settings.lossWeights).length;
  const optimizing = SOURCE_MAPS + LATENT_GRADIENT * (losses + settings.innerIterations - 1);
  const editing = Array.from({ length: steps }, (_, step) =>
    losses > 0 && step / steps < settings.optimize ? EDIT_STEP + optimizing : EDIT_STEP,
  );
  return [
    { stage: 'invert', costs: Array(steps).fill(1) },
    ...(inversion === 'direct'
      ? []
      : [{ stage: 'invert' as const, costs: Array(steps).fill(WAY_BACK[inversion]) }]),
    { stage: 'edit', costs: editing },
    { stage: 'decode', costs: [AUTOENCODER] },
    { stage: 'compose', costs: [1] },
  ];
}
