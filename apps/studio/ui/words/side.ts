import type { ReadEdit } from '../../src/contract.js';

/** What of an edit its mask belongs to: the thing that it names with all that selects it, such as `left cat`. */
export function sideOf({ canonical, kind }: Pick<ReadEdit, 'canonical' | 'kind'>): string {
  return kind === 'insertion' ? '+' : canonical.slice(0, canonical.lastIndexOf('→'));
}

/** An edit with another strength: `cat→dog (0.7)`. */
export function withStrength(canonical: string, strength: number): string {
  const bare = canonical.replace(/!+$/, '');
  const [, head = bare, inside = ''] = /^(.*) \(([^()]*)\)$/.exec(bare) ?? [];
  const others = inside.split(' ').filter((word) => word !== '' && !/^[\d.]+$/.test(word));
  const said =
    strength === 1
      ? others
      : [...others.filter(isKind), String(strength), ...others.filter((word) => !isKind(word))];
  return said.length === 0 ? head : `${head} (${said.join(' ')})`;
}

const isKind = (word: string) => !word.startsWith('#');

/** A command of the edits that are left, or that were changed. */
export const joinEdits = (canonicals: readonly string[]): string => canonicals.join(', ');

/** A command with one more thing in it, of which is still to be said what it becomes. */
export function withThing(command: string, thing: string): string {
  const before = command.trim().replace(/[,;]$/, '');
  return `${before}${before === '' ? '' : ', '}${thing}→`;
}
