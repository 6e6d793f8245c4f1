import { badEntry } from './files.js';

/** A change of a prompt's words. */
export interface Action {
  /** The new words, or those that are added or taken away. */
  words: string;
  /** Words of the source prompt before them. */
  position: number;
  /** The words that they take the place of, `+` for none, `-` if they go. */
  instead: string;
}

/**
 * Reads `{'dog': {'position': 1, 'edit_type': 1, 'action': 'cat'}}`, a literal of Python or JSON.
 * @throws DualeditError `data-malformed`
 */
export function readActions(text: string, id: string): Action[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(asJson(text));
  } catch {
    throw badEntry(id, 'a dictionary in edit_action', text);
  }
  return Object.entries(parsed as Record<string, { position?: unknown; action?: unknown }>).map(
    ([words, { position, action }]) => {
      if (typeof position !== 'number' || typeof action !== 'string')
        throw badEntry(id, 'a position and an action for each word of edit_action', text);
      return { words: words.trim(), position, instead: action.trim() };
    },
  );
}

/** Strings of Python, in either quotes, as JSON has them; its names of constants too. */
function asJson(text: string): string {
  const strings = /'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|\b(None|True|False)\b/g;
  const constants: Record<string, string> = { None: 'null', True: 'true', False: 'false' };
  return text.replace(strings, (_, single?: string, double?: string, constant?: string) =>
    constant === undefined
      ? JSON.stringify((single ?? double!).replace(/\\(['"\\])/g, '$1'))
      : constants[constant]!,
  );
}
