import type { Box, Picture } from './picture.js';

export type Stage = 'load' | 'segment' | 'invert' | 'edit' | 'decode' | 'compose' | 'retry';

/** A report from long work. `fraction` (0…1) is of the whole work and never decreases. */
export interface Progress {
  stage: Stage;
  fraction: number;
  etaSeconds?: number;
  /** What the model means by now: all of the picture, or {@link previewArea} of it. */
  preview?: Picture;
  /** The part of the picture that the preview shows, in pixels of the picture. It may reach over the picture's edge. */
  previewArea?: Box;
}

export type OnProgress = (progress: Progress) => void;
