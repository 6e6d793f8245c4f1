import type { Metric } from './metric.js';

const of = (what: string) =>
  `Of the edits of ${what}, the share that came out. Null in a picture without such an edit.`;

/** Numbers about single edits: whether each came out, and what it did to other things. */
export const EDIT_METRICS = [
  {
    key: 'pictureRight',
    name: 'picture right',
    better: 'higher',
    digits: 3,
    isYesOrNo: true,
    network: 'judge',
    definition:
      'Whether all edits of the picture came out. In tables, the share of pictures of which this is true, with its Wilson interval.',
  },
  {
    key: 'editsRight',
    name: 'edits right',
    better: 'higher',
    digits: 3,
    network: 'judge',
    definition:
      'The share of its edits that came out. An edit of a thing came out if, in the box of the true answer, of the old thing or of both, the judge sees all that was asked for: the kind of thing, and its color or material where one was asked for. A removal came out if the judge sees the same kind of thing there, or nothing, as in the true answer. Another background came out if the picture around the things is nearer to the true rendering of that background than to those of all others, in means over 16 × 16 places.',
  },
  {
    key: 'objectRight',
    name: 'object',
    better: 'higher',
    digits: 3,
    network: 'judge',
    definition: of('objects'),
  },
  {
    key: 'colorRight',
    name: 'color',
    better: 'higher',
    digits: 3,
    network: 'judge',
    definition: of('colors'),
  },
  {
    key: 'materialRight',
    name: 'material',
    better: 'higher',
    digits: 3,
    network: 'judge',
    definition: of('materials'),
  },
  {
    key: 'removalRight',
    name: 'removal',
    better: 'higher',
    digits: 3,
    network: 'judge',
    definition: of('things that should be gone'),
  },
  {
    key: 'backgroundRight',
    name: 'background',
    better: 'higher',
    digits: 3,
    definition: of('backgrounds'),
  },
  {
    key: 'leakTargets',
    name: 'leaked to targets',
    better: 'lower',
    digits: 3,
    network: 'judge',
    definition:
      'Attribute leakage between targets: of the edited things, the share in which the judge sees a kind, color or material that only another edit of the picture asks for, and that it does not see there in the true answer. Null with one edit.',
  },
  {
    key: 'leakUnnamed',
    name: 'leaked to unnamed',
    better: 'lower',
    digits: 3,
    network: 'judge',
    definition:
      'Attribute leakage to non-targets: of the things that no edit names, the share in which the judge sees a kind, color or material that some edit asks for, and that it does not see there in the true answer.',
  },
  {
    key: 'tils',
    name: 'TILS',
    better: 'lower',
    digits: 2,
    network: 'clip',
    definition:
      "Target-internal leakage score as ALE-Bench has it: 100 × the cosine between the embedding of the picture with all but the place of one edit black and that of another edit's target, mean over all pairs. Null with fewer than two edits that say what should be there.",
  },
  {
    key: 'tels',
    name: 'TELS',
    better: 'lower',
    digits: 2,
    network: 'clip',
    definition:
      'Target-external leakage score as ALE-Bench has it: 100 × the cosine between the embedding of the picture with the places of all edits black and that of an edit’s target, mean over edits.',
  },
] as const satisfies readonly Metric[];
