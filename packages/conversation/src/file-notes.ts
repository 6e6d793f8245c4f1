import type { NoteKind } from '@dualedit/foundation';
import type { Job } from '@dualedit/jobs';
import type { Say } from './texts.js';

/**
 * What a done job's file does not keep of the file that was given, one line each.
 * @param unless kinds that do not matter where the answer goes
 */
export function sayFileNotes(
  say: Say,
  { result }: Pick<Job, 'result'>,
  unless: readonly NoteKind[] = [],
): string[] {
  const kinds = result?.notes ?? [];
  return kinds.filter((kind) => !unless.includes(kind)).map((kind) => say(`file-note-${kind}`));
}
