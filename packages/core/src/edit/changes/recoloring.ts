import { type Edit, targetPhrase } from '@dualedit/foundation';
import { checkThing } from '../../seen/check.js';
import { bare } from '../../text/phrases.js';
import type { ChangeKind } from './kind.js';

/** A thing that keeps its shape: `hat→red`. */
export const recoloring: ChangeKind<Edit> = {
  reach: 'mask',
  drawing: { attention: 'all', from: 'original', strength: 1, mutesOthers: false, losses: true },
  looksFor: (edit) => ({ fresh: [bare(targetPhrase(edit))], old: [bare(edit.source)] }),
  paste: (_, { near }) => near,
  check: checkThing,
};
