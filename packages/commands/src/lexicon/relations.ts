import type { Relation } from '@dualedit/foundation';

/** How a thing relates to another, in words; `part-of` is on it, worn or held by it. Longer ones first. */
export const RELATIONS: readonly { words: readonly string[]; relation: Relation | 'part-of' }[] = (
  [
    ['to the left of', 'left-of'],
    ['on the left of', 'left-of'],
    ['left of', 'left-of'],
    ['to the right of', 'right-of'],
    ['on the right of', 'right-of'],
    ['right of', 'right-of'],
    ['in front of', 'in-front-of'],
    ['next to', 'next-to'],
    ['close to', 'next-to'],
    ['on top of', 'part-of'],
    ['worn by', 'part-of'],
    ['held by', 'part-of'],
    ['carried by', 'part-of'],
    ['beside', 'next-to'],
    ['near', 'next-to'],
    ['behind', 'behind'],
    ['underneath', 'under'],
    ['under', 'under'],
    ['beneath', 'under'],
    ['below', 'under'],
    ['above', 'above'],
    ['over', 'above'],
    ['wearing', 'with'],
    ['holding', 'with'],
    ['carrying', 'with'],
    ['with', 'with'],
    ['inside', 'with'],
    ['in', 'with'],
    ['on', 'part-of'],
  ] as const
).map(([words, relation]) => ({ words: words.split(' '), relation }));

/** As the canonical form says it. */
export const RELATION_WORDS: Readonly<Record<Relation, string>> = {
  'next-to': 'next to',
  'left-of': 'left of',
  'right-of': 'right of',
  above: 'above',
  under: 'under',
  'in-front-of': 'in front of',
  behind: 'behind',
  with: 'with',
};
