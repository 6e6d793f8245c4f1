import {
  type Change,
  changeName,
  checkMask,
  DualeditError,
  type Mask,
  settleOverlaps,
} from '@dualedit/foundation';
import { MAX_EDITS } from '../losses/givens.js';
import { withoutRegion } from './changes/insertion.js';
import { checkPointing } from './check-pointing.js';
import type { EditRequest } from './request.js';

/** No picture that can be decoded is much wider. */
const MOST_PIXELS = 10_000;
const MOST_SEED = 2 ** 31 - 1;

/**
 * @throws DualeditError `picture-size`, `too-many-edits`, `strength-range`, `seed-range`, `mask-range`, `mask-size`, `mask-empty`,
 * `mask-without-edit`, `region-missing`, `pointing-outside`, `pointing-spare`
 */
export function checkRequest(request: EditRequest): void {
  const { edits, masks = [], picture, strength = 1, seed = 0 } = request;
  if (picture.data.length !== picture.width * picture.height * 4 || picture.data.length === 0) {
    throw new DualeditError({
      code: 'picture-size',
      message: `Expected ${picture.width}×${picture.height}×4 bytes of picture, and some, but received ${picture.data.length}.`,
      hint: 'Give upright RGBA bytes, as decodePicture returns them.',
      received: picture.data.length,
    });
  }
  if (edits.length > MAX_EDITS) {
    throw new DualeditError({
      code: 'too-many-edits',
      message: `Expected at most ${MAX_EDITS} edits at once but received ${edits.length}.`,
      hint: 'Make some of them in a second run on the result.',
      received: edits.length,
    });
  }
  if (!(strength >= 0 && strength <= 2)) {
    throw new DualeditError({
      code: 'strength-range',
      message: `Expected a strength of 0 to 2 but received ${strength}.`,
      hint: 'Leave it out for 1, the strength of the method.',
      received: strength,
    });
  }
  if (!(Number.isInteger(seed) && seed >= 0 && seed <= MOST_SEED)) {
    throw new DualeditError({
      code: 'seed-range',
      message: `Expected a seed of 0 to ${MOST_SEED}, a whole number, but received ${seed}.`,
      hint: 'Leave it out for 1.',
      received: seed,
    });
  }
  checkPointing(request);
  checkPixels('mask grow', request.maskGrow);
  checkPixels('mask feather', request.maskFeather);
  edits.forEach((edit, index) => {
    if (edit.kind === 'insertion' && !masks[index]) throw withoutRegion(edit);
  });
  masks.forEach((mask, index) => {
    const edit = edits[index];
    if (mask && edit) checkMask(mask, picture, changeName(edit));
    else if (mask) throw withoutEdit(index, edits.length);
  });
}

function checkPixels(what: string, value: number | undefined): void {
  if (value === undefined || (value >= 0 && value <= MOST_PIXELS)) return;
  throw new DualeditError({
    code: 'mask-range',
    message: `Expected a ${what} of 0 to ${MOST_PIXELS} pixels but received ${value}.`,
    hint: 'Leave it out for what suits the edit.',
    received: value,
  });
}

/**
 * @param masks one per edit
 * @throws DualeditError `mask-hidden` where nothing of a mask is left beside those in front of it
 */
export function checkSeen(masks: readonly Mask[], edits: readonly Change[]): void {
  const hidden = settleOverlaps(masks).findIndex(({ data }) => data.every((value) => value === 0));
  if (hidden < 0) return;
  throw new DualeditError({
    code: 'mask-hidden',
    message: `Expected some of every mask to be seen, but that of "${changeName(edits[hidden]!)}" lies wholly within those of the other edits.`,
    hint: 'Give each edit the mask of its own thing, or make the edits one after the other.',
    received: changeName(edits[hidden]!),
  });
}

function withoutEdit(index: number, edits: number): DualeditError {
  return new DualeditError({
    code: 'mask-without-edit',
    message: `Expected one mask per edit, ${edits} at most, but received a mask number ${index + 1}.`,
    hint: 'Give the masks in the order of the edits.',
    received: index + 1,
  });
}
