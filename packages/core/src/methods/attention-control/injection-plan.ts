import type { GatedEdit } from '../../surgery/gates.js';
import type { InjectionPlan } from '../../surgery/injection.js';
import type { AttentionScene } from './scene.js';

/** What the gates need to know of the regions, on square grids of any number of cells. */
export function injectionPlan({ regions, tokenMap, settings }: AttentionScene): InjectionPlan {
  const byPositions = new Map<number, GatedEdit[]>();
  const editsAt = (positions: number) =>
    regions.map(({ attention, tokens, reachAt }) => ({
      attention,
      newTokens: tokens.new,
      mutedTokens: tokens.muted,
      // New words may act wherever the object reaches at all, so that its rim is not left out.
      mask: reachAt(positions),
    }));
  return {
    tokenMap,
    schedule: settings.injection,
    editsAt: (positions) => {
      if (!byPositions.has(positions)) byPositions.set(positions, editsAt(positions));
      return byPositions.get(positions)!;
    },
  };
}
