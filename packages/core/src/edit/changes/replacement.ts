import { type Edit, targetPhrase, uniteMasks } from '@dualedit/foundation';
import { checkThing } from '../../seen/check.js';
import { isCalled } from '../../seen/unnamed.js';
import { bare } from '../../text/phrases.js';
import type { ChangeKind } from './kind.js';
import { isMostlyIn, overlap } from './paste.js';

/** A thing that becomes another: `cat→dog`, `hat→red cap`. */
export const replacement: ChangeKind<Edit> = {
  reach: 'margin',
  drawing: { attention: 'layout', from: 'original', strength: 1, mutesOthers: false, losses: true },
  names: (edit) => [bare(targetPhrase(edit)), bare(edit.source)],
  // Where nobody sees the new thing, whatever changed near the old one is taken.
  paste: (edit, { near, wide, drawn, outlined }) => {
    const phrase = bare(targetPhrase(edit));
    const mine = drawn.filter(({ name, mask }) => isCalled(phrase, name) && isMostlyIn(mask, wide));
    if (mine.length === 0) return near;
    return uniteMasks([outlined, ...mine.map(({ mask }) => overlap(mask, wide))]);
  },
  check: checkThing,
};
