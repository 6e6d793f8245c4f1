import { averageMask, type Edit, type Mask } from '@dualedit/foundation';
import { boxMean, grow } from '../image/window.js';
import type { LossEdit } from '../programs/loss-inputs.js';
import type { GatedEdit, InjectionSchedule } from '../surgery/gates.js';
import type { InjectionPlan } from '../surgery/injection.js';
import type { AlignedPrompts } from '../text/align.js';

/** A square mask of the region, one an edit. */
export interface PlanRequest {
  edits: readonly Edit[];
  masks: readonly Mask[];
  aligned: AlignedPrompts;
  schedule: InjectionSchedule;
}

/** What the gates need to know of the edits, on a square grid of so many positions. */
export function injectionPlan({ edits, masks, aligned, schedule }: PlanRequest): InjectionPlan {
  const byPositions = new Map<number, GatedEdit[]>();
  const editsAt = (positions: number) => {
    const side = Math.sqrt(positions);
    return edits.map((edit, index) => ({
      changesShape: edit.kind !== 'attribute',
      newTokens: aligned.edits[index]!.newTokens,
      // New words may act wherever the object reaches at all, so that its rim is not left out.
      mask: averageMask(masks[index]!, side, side).map((share) => Number(share > 0)),
    }));
  };
  return {
    tokenMap: aligned.tokenMap,
    schedule,
    editsAt: (positions) => {
      if (!byPositions.has(positions)) byPositions.set(positions, editsAt(positions));
      return byPositions.get(positions)!;
    },
  };
}

/** What the losses need to know of the edits. */
export function lossEdits({ masks, aligned }: PlanRequest, positions: number): LossEdit[] {
  const side = Math.sqrt(positions);
  return aligned.edits.map(({ targetTokens, newTokens, removedTokens }, index) => ({
    objectTokens: targetTokens,
    newTokens,
    removedTokens,
    mask: averageMask(masks[index]!, side, side),
  }));
}

/** Where the latent may change, 0 or 1: cells that are mostly inside the mask, and their neighbours. */
export function latentMask(mask: Mask, width: number, height: number): Float32Array {
  const inside = averageMask(mask, width, height).map((share) => Number(share >= 0.5));
  return grow(inside, width, height, 1);
}

/** Stands for a strength of 0: the cell may change, but no gradient step moves it. */
const NO_STEP = 1e-6;

/** Each cell of `where` times the strength of the edit that it belongs to most. */
export function withStrengths(
  where: Float32Array,
  { edits, masks }: { edits: readonly Pick<Edit, 'strength'>[]; masks: readonly Mask[] },
  width: number,
  height: number,
): Float32Array {
  const shares = masks.map((mask) => boxMean(averageMask(mask, width, height), width, height, 1));
  return where.map((cell, i) => {
    const own = shares.reduce((best, share, at) => (share[i]! > shares[best]![i]! ? at : best), 0);
    return cell * Math.max(edits[own]!.strength, NO_STEP);
  });
}
