import type { Edit, EditKind } from '@dualedit/foundation';

/** An edit as a command without selector or strength says it. */
export function edit(source: string, target: string, kind: EditKind): Edit {
  return { source, target, kind, which: { type: 'best' }, strength: 1, span: [0, 0] };
}
