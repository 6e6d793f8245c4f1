import type { Context } from './context.js';
import { DETERMINERS } from './lexicon/function-words.js';
import { words } from './lexicon/words.js';
import { dropLeading, isWord } from './phrase.js';
import { leftover, missing } from './refusals.js';
import type { Token } from './token.js';

/** Parts of how a thing looks, which a command may name: `the color of the hat`. */
export const PROPERTIES = words('color colour material texture pattern');
const SEVERAL = words('colors colours materials textures patterns');

/**
 * The thing of a property: `the hat` for `the color of the hat`, `the hat's color` and `hat color`.
 * @throws CommandError `command-no-source` if no thing is named
 */
export function withoutProperty(
  context: Context,
  source: readonly Token[],
): { source: readonly Token[]; isProperty: boolean } {
  const bare = dropLeading(source, DETERMINERS);
  const [first, next] = bare;
  const several = source.find((token) => isWord(token, SEVERAL));
  if (several) throw leftover(context, [several]);
  if (isWord(first, PROPERTIES) && isWord(next, new Set(['of'])) && bare.length > 2)
    return { source: bare.slice(2), isProperty: true };
  if (!isWord(source.at(-1), PROPERTIES)) return { source, isProperty: false };
  if (bare.length === 1) throw missing(context, source, 'source');
  const named = source.slice(0, -1);
  const owner = named.at(-1)!;
  const text = owner.text.replace(/['’]s$/iu, '').replace(/(?<=s)['’]$/iu, '');
  return { source: [...named.slice(0, -1), { ...owner, text }], isProperty: true };
}
