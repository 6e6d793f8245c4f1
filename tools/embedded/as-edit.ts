import type { parseCommand } from '@dualedit/editor';
import type { Edit } from '@dualedit/foundation';

/** A change as the world of scenes knows it: a removal is an edit whose target is nothing. */
export function asEdit(change: ReturnType<typeof parseCommand>[number]): Edit {
  return change.kind === 'removal' ? ({ ...change, target: 'nothing' } as unknown as Edit) : (change as Edit);
}
