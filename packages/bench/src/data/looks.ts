import type { SceneObject } from '@dualedit/diorama';
import type { Mask } from '@dualedit/foundation';

/** What a judge should say of a thing. */
export const looks = ({ noun, color = undefined }: SceneObject) => ({
  noun: noun as string,
  color: color ?? 'natural',
});

/** A mask of the same size that marks nothing. */
export const emptyMaskLike = (mask: Mask): Mask => ({ ...mask, data: new Uint8Array(mask.data.length) });
