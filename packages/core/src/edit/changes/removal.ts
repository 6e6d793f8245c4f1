import type { Removal } from '@dualedit/foundation';
import { checkGone } from '../../seen/check-gone.js';
import { bare } from '../../text/phrases.js';
import type { ChangeKind } from './kind.js';

const WEAKER = 0.5;

/** A thing that is gone: `hat→nothing`. Its place begins with what is around it. */
export const removal: ChangeKind<Removal> = {
  reach: 'seam',
  drawing: { attention: 'none', from: 'surroundings', strength: 0.35, mutesOthers: false, losses: false },
  names: ({ source }) => [bare(source)],
  paste: (_, { near }) => near,
  // A stronger one draws something new more often.
  again: ({ outcome }) => (outcome === 'appeared' ? WEAKER : undefined),
  check: checkGone,
};
