import type { SceneObject } from '@dualedit/diorama';
import type { Mask } from '@dualedit/foundation';
import type { Looks, TrueObject } from './item.js';

/** What a judge should say of a thing. */
export const looks = ({ noun, color, material }: SceneObject): Looks => ({
  noun,
  color: color ?? 'natural',
  material: material ?? 'plain',
});

/** Whether no edit changes anything about a thing. */
export const stays = ({ changes }: TrueObject): boolean =>
  !(changes.noun || changes.color || changes.material);

/** A mask of the same size that marks nothing. */
export const emptyMaskLike = (mask: Mask): Mask => ({ ...mask, data: new Uint8Array(mask.data.length) });
