import type { Edit } from '@dualedit/foundation';
import { articleFor, bare } from '../phrases.js';
import type { Place } from '../places.js';
import type { Rewrite } from './rewrite.js';

/** `a cat with a blue hat`: `a dog with a blue hat`, `a cat with a red hat`. */
export function rewriteThing(edit: Edit, { noun, replaced, at, article }: Place): Rewrite {
  const target = bare(edit.target);
  const isAttribute = edit.kind === 'attribute';
  // What lies between an old adjective and its noun is kept, and so is the noun.
  const end = isAttribute ? (replaced?.end ?? at) : noun.end;
  const fitting = articleFor(target);
  const isCapital = article?.text[0] === 'A';
  return {
    source: noun,
    removed: replaced ?? { start: noun.start, end: isAttribute ? noun.start : noun.end },
    cut: { start: at, end },
    text: isAttribute && !replaced ? `${target} ` : target,
    added: { start: 0, end: target.length },
    until: noun.end,
    before: Math.max(0, at - noun.start),
    ...(article && {
      article: { word: article, text: isCapital ? fitting[0]!.toUpperCase() + fitting.slice(1) : fitting },
    }),
  };
}
