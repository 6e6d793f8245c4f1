import type { Change } from '@dualedit/foundation';

/**
 * Whether edits are made in two turns: another background is drawn when what is removed is gone. In one turn, a head
 * under a hat and the background beside it are drawn from noise at once, and the head comes out beside its animal.
 */
export function isInTurns(edits: readonly Change[]): boolean {
  return edits.some(isBackground) && edits.some(({ kind }) => kind === 'removal');
}

export const isBackground = ({ kind }: Change): boolean => kind === 'background';
