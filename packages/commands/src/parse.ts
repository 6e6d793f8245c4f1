import type { Change, Edit } from '@dualedit/foundation';
import { CommandError } from './command-error.js';
import { type ReadOptions, readCommand } from './read.js';

export type ParseOptions = ReadOptions;

/**
 * Reads a command as edits that the engine makes, such as `cat→dog, hat on the cat→red!`. Returns at least one edit,
 * in the command's order.
 *
 * @throws CommandError as {@link readCommand}, and `command-unsupported` for what is understood but that the engine
 * cannot do yet
 */
export function parseCommand(text: string, options: ParseOptions = {}): Edit[] {
  return toEdits(text, readCommand(text, options).changes);
}

/**
 * The changes of a command as edits of the engine.
 * @throws CommandError `command-unsupported` for a removal, another background, or something new
 */
export function toEdits(text: string, changes: readonly Change[]): Edit[] {
  return changes.map((change) => {
    if (isEdit(change)) return change;
    throw unsupported(text, change);
  });
}

function isEdit(change: Change): change is Edit {
  return change.kind === 'object' || change.kind === 'attribute' || change.kind === 'both';
}

function unsupported(text: string, change: Exclude<Change, Edit>): CommandError {
  const [what, instead] = {
    removal: ['Removing a thing', 'Change it into something else, such as "hat→cap".'],
    background: ['Changing the background', 'Change things in front of it, such as "cat→dog".'],
    insertion: ['Adding a thing', 'Change what is there, such as "cat→cat wearing a hat".'],
  }[change.kind] as [string, string];
  return new CommandError({
    code: 'command-unsupported',
    message: `${what} is understood, but this version cannot do it yet.`,
    hint: instead,
    text,
    span: change.span,
  });
}
