// What 50 steps take at full size: how often each kind of work runs, times what one run takes.
import type { KindFigures } from './watched.js';

export type Kinds = Record<string, KindFigures>;

export interface Schedule {
  runs: Record<string, number>;
  seconds: number;
  coreSeconds: number;
  /** Core-seconds in plain runs of the UNet. */
  forwardEquivalents: number;
}

function over(kinds: Kinds, runs: Record<string, number>, forward: string): Schedule {
  const sum = (figure: 'seconds' | 'coreSeconds') =>
    Object.entries(runs).reduce((total, [kind, count]) => total + count * kinds[kind]![figure], 0);
  return {
    runs,
    seconds: sum('seconds'),
    coreSeconds: sum('coreSeconds'),
    forwardEquivalents: sum('coreSeconds') / kinds[forward]!.coreSeconds,
  };
}

/** Both losses alone and then three steps of their sum, at 20 of the steps; the source's maps for 40 of them. */
export function oursOver(kinds: Kinds): Schedule {
  return over(kinds, { denoise: 50, attentionMaps: 40, latentGradient: 20 * 5, editStep: 50 }, 'denoise');
}

/** Null-text inversion to its end of ten steps, and stopped after the first. */
export function publishedOver(kinds: Kinds): Record<'least' | 'most', Schedule> {
  const rest = { 'guided pair': 50, 'latent gradient': 20 * 15, 'edit step': 50 };
  const forward = 50 + 50 + 20 * 15;
  return {
    most: over(kinds, { forward, 'null-text step': 500, ...rest }, 'forward'),
    least: over(kinds, { forward, 'null-text step': 50, ...rest }, 'forward'),
  };
}
