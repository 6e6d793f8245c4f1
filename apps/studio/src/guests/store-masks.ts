import { type Change, changeName, decodeMask, encodeMask, fitMask } from '@dualedit/foundation';
import type { User } from '@dualedit/jobs';
import type { LinkedEdit } from '../contract.js';
import type { PictureStore, StoredPicture } from '../pictures/picture-store.js';
import type { LinkForm } from './link-form.js';

interface Storing extends Pick<LinkForm, 'masks'> {
  user: User;
  picture: StoredPicture;
  changes: readonly Change[];
}

/** Stores masks as pictures of a user, each of the size of the picture. @throws DualeditError `mask-…` */
export async function storeMasks(
  pictures: PictureStore,
  { user, picture, changes, masks }: Storing,
): Promise<LinkedEdit['masks']> {
  const stored: LinkedEdit['masks'] = [];
  for (const [edit, bytes] of masks) {
    const given = { name: changeName(changes[edit]!), isThing: false };
    const { mask } = await fitMask(await decodeMask(bytes), picture, given);
    stored.push({ edit, mask: (await pictures.add(user, await encodeMask(mask))).id });
  }
  return stored;
}
