import { type BackgroundChange, DualeditError, type Mask, uniteMasks } from '@dualedit/foundation';
import { without } from '../../masks/without.js';
import { checkBackground } from '../../seen/check-background.js';
import type { ChangeKind, Seen } from './kind.js';

/** Another background behind the same things: `background→snow`. Its mask is everything but what is seen. */
export const background: ChangeKind<BackgroundChange> = {
  maskFrom: (_, seen) => everythingBut(seen),
  reach: 'behind',
  drawing: { attention: 'none', from: 'noise', strength: 1, mutesOthers: true, losses: false },
  looksFor: () => ({ fresh: [], old: [] }),
  paste: (_, { wide }) => wide,
  check: checkBackground,
};

function everythingBut({ picture: { width, height }, things }: Seen): Mask {
  if (!things) throw withoutThings();
  const all = { width, height, data: new Uint8Array(width * height).fill(255) };
  return things.length === 0 ? all : without(all, uniteMasks(things.map(({ mask }) => mask)));
}

function withoutThings(): DualeditError {
  return new DualeditError({
    code: 'background-unknown',
    message: 'Expected the mask of the background, because nothing here finds the things in front of it.',
    hint: 'Give its mask, such as --mask background=background.png, or use a model pack with a segmenter.',
  });
}
