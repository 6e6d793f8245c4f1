import type { Change } from '@dualedit/foundation';
import { type ReadOptions, readCommand } from './read.js';

export type ParseOptions = ReadOptions;

/**
 * Reads a command as changes that the engine makes, such as `cat→dog, hat on the cat→red!, remove the ball`. Returns at
 * least one change, in the command's order.
 *
 * @throws CommandError as {@link readCommand}
 */
export function parseCommand(text: string, options: ParseOptions = {}): Change[] {
  return readCommand(text, options).changes;
}
