import type { ReadOptions } from '@dualedit/commands';
import { openPack } from '@dualedit/core';
import { findPack } from './find-pack.js';

/**
 * Returns how words for a pack are read: if it has a list of the words that it knows, by that list. Loads no model.
 * @param model as `findPack` takes it
 * @param locale a user's locale, such as `de`: words of that language are read beside English ones
 * @throws DualeditError `pack-missing`, `pack-incomplete`, `pack-unreadable`, `model-unsupported`, …
 */
export async function readOptionsOf(model?: string, locale?: string): Promise<ReadOptions> {
  const { words } = await openPack(await findPack(model));
  return { ...(words && { vocabulary: words }), ...(locale !== undefined && { locale }) };
}
