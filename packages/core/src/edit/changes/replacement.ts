import { type Edit, targetPhrase, uniteMasks } from '@dualedit/foundation';
import { checkThing } from '../../seen/check.js';
import { bare } from '../../text/phrases.js';
import type { ChangeKind } from './kind.js';

/** A thing that becomes another: `cat→dog`, `hat→red cap`. */
export const replacement: ChangeKind<Edit> = {
  reach: 'margin',
  drawing: { attention: 'layout', from: 'original', strength: 1, mutesOthers: false, losses: true },
  looksFor: (edit) => ({ fresh: [bare(targetPhrase(edit))], old: [bare(edit.source)] }),
  // Where nobody sees the new thing, whatever changed near the old one is taken.
  paste: (edit, { near, outlined, drawnAs }) => {
    const fresh = drawnAs(bare(targetPhrase(edit)));
    return fresh ? uniteMasks([outlined, fresh]) : near;
  },
  check: checkThing,
};
