import type { Edit } from './edit.js';
import type { Mask } from './mask.js';
import type { Picture } from './picture.js';

/** Anything that can say where the things named by edits are. Returns one mask per edit, in their order. */
export interface MaskSource {
  masks(picture: Picture, edits: readonly Edit[], options: { signal?: AbortSignal }): Promise<Mask[]>;
}
