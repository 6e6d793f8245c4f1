/** The losses that words are learned by. */
export type WordLoss = 'similarity' | 'overlap' | 'adjectiveBinding';

/** A loss's weight, and the threshold β · exp(−i/α) that it should be under at the step i of 50. */
export interface Aim {
  weight: number;
  alpha: number;
  beta: number;
}

export interface Prior {
  /** Where a noun should attend: to its mask, or to the box around it. */
  shape: 'mask' | 'box';
  aims: Record<WordLoss, Aim>;
}

/** The paper's numbers for priors from a segmentation and from a detection. */
export const PRIORS = {
  segmentation: {
    shape: 'mask',
    aims: {
      similarity: { weight: 1, alpha: 50, beta: 0.7 },
      overlap: { weight: 1, alpha: 10, beta: 0.7 },
      adjectiveBinding: { weight: 2, alpha: 50, beta: 0.1 },
    },
  },
  detection: {
    shape: 'box',
    aims: {
      similarity: { weight: 0.1, alpha: 25, beta: 0.5 },
      overlap: { weight: 1, alpha: 10, beta: 0.3 },
      adjectiveBinding: { weight: 0, alpha: 50, beta: 0.1 },
    },
  },
} as const satisfies Record<string, Prior>;
