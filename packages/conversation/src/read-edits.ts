import { parseCommand } from '@dualedit/commands';
import type { Pack } from '@dualedit/core';
import type { Change } from '@dualedit/foundation';

/**
 * What a user writes, as edits: in the words that the pack knows and their synonyms, in English and in the user's own
 * language if it is German, French, Spanish or Russian.
 * @throws CommandError `command-…`
 */
export function readEdits({ words }: Pick<Pack, 'words'>, locale: string, text: string): Change[] {
  return parseCommand(text, { locale, ...(words && { vocabulary: words }) });
}
