import type { Removal } from '@dualedit/foundation';
import { checkGone } from '../../seen/check-gone.js';
import { bare } from '../../text/phrases.js';
import type { ChangeKind } from './kind.js';

const WEAKER = 0.5;

/** Where only the background is behind it, its surroundings say nearly all, and a stronger one draws something new. */
export const REMOVED_ALONE = 0.25;

/** A thing that is gone: `hat→nothing`. Its place begins with what is around it. */
export const removal: ChangeKind<Removal> = {
  reach: 'seam',
  drawing: { attention: 'none', from: 'surroundings', strength: 0.4, mutesOthers: false, losses: false },
  looksFor: ({ source }) => ({ fresh: [], old: [bare(source)] }),
  paste: (_, { near }) => near,
  // A stronger one draws something new more often.
  again: ({ outcome }) => (outcome === 'appeared' ? WEAKER : undefined),
  check: checkGone,
};
