import { DualeditError, type Insertion } from '@dualedit/foundation';
import { checkInserted } from '../../seen/check-inserted.js';
import { bare } from '../../text/phrases.js';
import type { ChangeKind } from './kind.js';

/** A new thing in a given region: `+ red hat`. */
export const insertion: ChangeKind<Insertion> = {
  maskFrom: (change) => {
    throw withoutRegion(change);
  },
  reach: 'mask',
  drawing: { attention: 'none', from: 'original', strength: 1, mutesOthers: false, losses: true },
  looksFor: ({ target }) => ({ fresh: [bare(target)], old: [] }),
  paste: ({ target }, { near, drawnAs }) => drawnAs(bare(target)) ?? near,
  check: checkInserted,
};

/** @throws DualeditError `region-missing` */
export function withoutRegion({ target }: Insertion): DualeditError {
  return new DualeditError({
    code: 'region-missing',
    message: `Expected a region for the new ${target}, but received none.`,
    hint: `Say where it goes by a box in pixels, such as --region 40,20,64,64 with "+ ${target}", or by a mask.`,
    received: target,
  });
}
