import { isEmpty, type Rect } from '../mask/rect.js';

/**
 * Where the line between before and after rests, 0…1 across the picture: in the middle, unless that would show what was
 * edited on one side of it alone.
 * @param edited what was edited, in pixels of the picture; empty if that is not known
 */
export function restOf(edited: Rect, width: number): number {
  if (isEmpty(edited)) return 0.5;
  const quarter = (edited.right - edited.left) / 4;
  const isCut = width / 2 > edited.left + quarter && width / 2 < edited.right - quarter;
  return isCut ? 0.5 : (edited.left + edited.right) / 2 / width;
}
