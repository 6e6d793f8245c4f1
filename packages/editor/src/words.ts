import { formatCommand, parseCommand, type ReadOptions } from '@dualedit/commands';
import { type Change, changeName, DualeditError } from '@dualedit/foundation';

export { withRegions } from './regions.js';

/** What is to change: a command such as `cat→dog, hat→red`, or edits that were read from one. */
export type Words = string | readonly Change[];

/** @throws CommandError `command-…` with the column */
export function readWords(words: Words, options: ReadOptions): Change[] {
  return typeof words === 'string' ? parseCommand(words, options) : [...words];
}

/**
 * Assigns what is given by name to edits: `hat` means the edit of the hat. If several edits name the same thing, the
 * name is all that stands before the arrow in the canonical form, such as `left cat` or `cat#2`.
 * @returns one value per edit, in their order
 * @throws DualeditError `mask-name-unknown`, `mask-name-twice`
 */
export function assignByName<Value>(
  edits: readonly Change[],
  given: Iterable<readonly [name: string, value: Value]>,
): (Value | undefined)[] {
  const names = edits.map((edit) => formatCommand([edit]).split('→')[0]!.toLowerCase());
  const assigned: (Value | undefined)[] = edits.map(() => undefined);
  for (const [name, value] of given) {
    const wanted = name.toLowerCase();
    const matches = edits.flatMap((edit, i) =>
      names[i] === wanted || changeName(edit).toLowerCase() === wanted ? [i] : [],
    );
    const free = matches.find((i) => names[i] === wanted) ?? (matches.length === 1 ? matches[0] : undefined);
    if (free === undefined) throw unknownName(name, names, matches.length);
    if (assigned[free] !== undefined) throw givenTwice(name);
    assigned[free] = value;
  }
  return assigned;
}

function unknownName(name: string, names: readonly string[], matches: number): DualeditError {
  const known = names.map((known) => `"${known}"`).join(', ');
  return new DualeditError({
    code: 'mask-name-unknown',
    message: `The mask of "${name}" belongs to ${matches === 0 ? 'no edit' : 'several edits'}.`,
    hint: `Name the mask after one of ${known}.`,
    received: name,
  });
}

function givenTwice(name: string): DualeditError {
  return new DualeditError({
    code: 'mask-name-twice',
    message: `"${name}" has two masks.`,
    hint: 'Give one mask per edit.',
    received: name,
  });
}
