import { averageMask, type Mask } from '@dualedit/foundation';
import type { Conditioning } from '../family/conditioning.js';
import { boxMean, grow } from '../image/window.js';
import type { AlignedPrompts } from '../text/align.js';
import type { Region } from './region.js';

export interface RegionsRequest {
  /** How each is drawn. */
  drawings: readonly (Pick<Region, 'attention' | 'losses'> & {
    from: 'original' | 'noise' | 'surroundings';
    mutesOthers: boolean;
  })[];
  aligned: AlignedPrompts;
  /** Square masks of what the model sees, one per edit: as found, and as far as each edit may reach. */
  masks: readonly Mask[];
  /** The same before overlaps were settled. */
  whole: readonly Mask[];
  reach: readonly Mask[];
  /** Prompts of their own, one per edit, if the method asks for them. */
  texts?: readonly Conditioning[] | undefined;
}

/** One region per edit. */
export function regionsOf({ drawings, aligned, masks, whole, reach, texts }: RegionsRequest): Region[] {
  const averaged = (mask: Mask, positions: number) => {
    const side = Math.sqrt(positions);
    return averageMask(mask, side, side);
  };
  return drawings.map(({ attention, from, losses, mutesOthers }, index) => {
    const { sourceTokens, targetTokens, newTokens, removedTokens } = aligned.edits[index]!;
    return {
      attention,
      bare: from === 'noise',
      losses,
      tokens: {
        source: sourceTokens,
        target: targetTokens,
        new: newTokens,
        removed: removedTokens,
        muted: mutesOthers ? aligned.words.filter((token) => !newTokens.includes(token)) : [],
      },
      ...(texts && { text: texts[index]! }),
      maskAt: (positions) => averaged(masks[index]!, positions),
      wholeAt: (positions) => averaged(whole[index]!, positions),
      reachAt: (positions) => averaged(reach[index]!, positions).map((share) => Number(share > 0)),
    };
  });
}

/** Where the latent may change, 0 or 1: cells that are mostly inside the mask, and their neighbours. */
export function latentMask(mask: Mask, width: number, height: number): Float32Array {
  const inside = averageMask(mask, width, height).map((share) => Number(share >= 0.5));
  return grow(inside, width, height, 1);
}

/** Instead of a strength of 0: the cell may change, but no gradient step moves it. */
const NO_STEP = 1e-6;

/** Each cell of `where` times the strength of the edit that it belongs to most. */
export function withStrengths(
  where: Float32Array,
  { strengths, masks }: { strengths: readonly number[]; masks: readonly Mask[] },
  width: number,
  height: number,
): Float32Array {
  const shares = masks.map((mask) => boxMean(averageMask(mask, width, height), width, height, 1));
  return where.map((cell, i) => {
    const own = shares.reduce((best, share, at) => (share[i]! > shares[best]![i]! ? at : best), 0);
    return cell * Math.max(strengths[own]!, NO_STEP);
  });
}
