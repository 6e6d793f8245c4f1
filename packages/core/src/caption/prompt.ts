import { type Change, DualeditError } from '@dualedit/foundation';
import { composePrompts, promptOf } from '../text/prompt.js';
import { checkWords, type WordList } from '../text/words.js';

/**
 * A source prompt for these edits from what a captioner said of the picture: the caption where it names all that is
 * edited, else with the rest added; undefined where it cannot serve, such as in words that a small model was never
 * taught.
 */
export function promptFromCaption(
  caption: string,
  edits: readonly Change[],
  known?: WordList,
): string | undefined {
  const missing = edits.filter((edit) => !isPromptFor([edit], caption, known));
  const candidate = missing.length === 0 ? caption : `${caption} with ${promptOf(missing)}`;
  return isPromptFor(edits, candidate, known) ? candidate : undefined;
}

function isPromptFor(edits: readonly Change[], prompt: string, known: WordList | undefined): boolean {
  try {
    composePrompts(edits, prompt);
    if (known) checkWords(prompt, known);
    return true;
  } catch (error) {
    if (DualeditError.is(error)) return false;
    throw error;
  }
}
