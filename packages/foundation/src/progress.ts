import type { Picture } from './picture.js';

export type Stage = 'load' | 'segment' | 'invert' | 'edit' | 'decode' | 'compose' | 'retry';

/** A report from long work. `fraction` (0…1) is of the whole work and never decreases. */
export interface Progress {
  stage: Stage;
  fraction: number;
  etaSeconds?: number;
  preview?: Picture;
}

export type OnProgress = (progress: Progress) => void;
