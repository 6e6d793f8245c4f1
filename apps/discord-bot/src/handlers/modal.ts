/** What a modal for a command was opened about. Lives in its id, so that the answer needs nothing else first. */
export interface Modal {
  kind: 'edit-menu' | 'again';
  /** Whether only its user may see the answer, since only they see what it is about. */
  hidden: boolean;
  /** Of the picture or the job. */
  id: string;
}

const WRITTEN = /^(edit-menu|again):(private|public):(.+)$/;

/** At most 100 characters, as Discord wants. */
export const writeModal = ({ kind, hidden, id }: Modal): string =>
  `${kind}:${hidden ? 'private' : 'public'}:${id}`;

/** Undefined for the id of another modal. */
export function readModal(customId: string): Modal | undefined {
  const [, kind, who, id] = WRITTEN.exec(customId) ?? [];
  return kind && id ? { kind: kind as Modal['kind'], hidden: who === 'private', id } : undefined;
}
