import type { Conditioning } from '../family/conditioning.js';

/** One edit as every method sees it: where it acts, and which tokens are its own. */
export interface Region {
  /** What of the original's attention it takes: all, in the first steps its layout, or none. */
  attention: 'all' | 'layout' | 'none';
  /** Whether what still shows of the original in the noisiest latent is taken out of it before the first step. */
  bare: boolean;
  /** Whether losses move it. */
  losses: boolean;
  /** Positions in the two prompts: of the whole phrase in each, and of what is new and what is taken away. */
  tokens: {
    source: readonly number[];
    target: readonly number[];
    new: readonly number[];
    removed: readonly number[];
    /** Of the target prompt, what does not act in the region: things that are elsewhere. */
    muted: readonly number[];
  };
  /** A prompt of its own, for methods that ask for it: what is in the region alone. */
  text?: Conditioning;
  /** The mask on a square grid of `positions` cells, area-averaged: 0…1. Where masks overlap, the front one has it. */
  maskAt(positions: number): Float32Array;
  /** The same, also where another one is in front. */
  wholeAt(positions: number): Float32Array;
  /** Where the edit may act at all on that grid, 0 or 1: for a new shape, also the margin around the mask. */
  reachAt(positions: number): Float32Array;
}
