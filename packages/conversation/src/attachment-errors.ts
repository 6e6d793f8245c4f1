import { DualeditError } from '@dualedit/foundation';

const MIB = 2 ** 20;

/** The picture lies elsewhere than on the platform. */
export const strangeAddress = () =>
  new DualeditError({
    code: 'attachment-address',
    message: 'The picture does not lie on the platform itself.',
    hint: 'Upload the picture instead of linking to it.',
  });

/** The platform does not hand the picture over. */
export const attachmentGone = (cause: unknown) =>
  new DualeditError({
    code: 'attachment-gone',
    message: 'The picture could not be downloaded.',
    hint: 'Send it once more.',
    cause,
  });

/** @param received bytes, where the platform says them beforehand */
export const attachmentTooHeavy = (most: number, received?: number) =>
  new DualeditError({
    code: 'picture-too-heavy',
    message: `Expected a picture of at most ${Math.floor(most / MIB)} MiB${
      received === undefined ? '' : `, received ${Math.ceil(received / MIB)} MiB`
    }.`,
    hint: 'Send a smaller one.',
    ...(received === undefined ? {} : { received }),
  });
