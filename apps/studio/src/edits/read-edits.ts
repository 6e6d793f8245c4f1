import { formatCommand } from '@dualedit/commands';
import { type Change, NOTHING, namesThing } from '@dualedit/foundation';
import type { ReadEdit } from '../contract.js';

/** The edits of a command, as the browser shows them. */
export function describeEdits(edits: readonly Change[]): ReadEdit[] {
  return edits.map((edit, index) => ({
    index,
    kind: edit.kind,
    ...(namesThing(edit) && { source: edit.source }),
    ...(edit.kind === 'background' && { source: 'background' }),
    target: edit.kind === 'removal' ? NOTHING : edit.target,
    canonical: formatCommand([edit]),
    span: edit.span,
    ...('strength' in edit && { strength: edit.strength }),
    needsMask: edit.kind === 'insertion',
  }));
}
