import type { Selector } from '@dualedit/foundation';
import { words } from './words.js';

/** Dropped at the head of a phrase. */
export const DETERMINERS = words('a an the some my your his her our their this that these those');
export const INDEFINITE = words('a an');

export const CONJUNCTIONS = words('and &');
export const WORD_ARROWS = words('to into');

/** After these, `to` belongs to the phrase: `the cat next to the door`. */
export const TO_BELONGS = words('next close near closest nearest adjacent attached tied belonging due up');

/** Dropped before a source whose arrow is a word: `turn the cat into a dog`. */
export const LEADING_VERBS = words('turn change make transform convert');

/** Dropped behind such a source: `the cat turns into a dog`. */
export const TRAILING_VERBS = words('turns turned changes changed transforms converts');

const side = (which: 'left' | 'right' | 'top' | 'bottom' | 'middle'): Selector => ({
  type: 'side',
  side: which,
});

/** Places of a picture, before a noun (`left cat`) or after a preposition (`cat on the left`). */
export const PLACES: ReadonlyMap<string, Selector> = new Map([
  ['left', side('left')],
  ['right', side('right')],
  ['top', side('top')],
  ['bottom', side('bottom')],
  ['middle', side('middle')],
  ['center', side('middle')],
  ['centre', side('middle')],
  ['front', { type: 'depth', depth: 'front' }],
  ['back', { type: 'depth', depth: 'back' }],
]);

/** Words that say which one, before a noun. */
export const SELECTORS: ReadonlyMap<string, Selector> = new Map<string, Selector>([
  ...PLACES,
  ['leftmost', side('left')],
  ['left-hand', side('left')],
  ['rightmost', side('right')],
  ['right-hand', side('right')],
  ['upper', side('top')],
  ['topmost', side('top')],
  ['lower', side('bottom')],
  ['bottommost', side('bottom')],
  ['central', side('middle')],
  ['largest', { type: 'size', size: 'largest' }],
  ['biggest', { type: 'size', size: 'largest' }],
  ['smallest', { type: 'size', size: 'smallest' }],
  ['frontmost', { type: 'depth', depth: 'front' }],
  ['nearest', { type: 'depth', depth: 'front' }],
  ['closest', { type: 'depth', depth: 'front' }],
  ['rear', { type: 'depth', depth: 'back' }],
  ['farthest', { type: 'depth', depth: 'back' }],
  ['furthest', { type: 'depth', depth: 'back' }],
  ['all', { type: 'all' }],
  ['every', { type: 'all' }],
  ['each', { type: 'all' }],
  ['both', { type: 'all' }],
  ...'first second third fourth fifth sixth seventh eighth ninth tenth'
    .split(' ')
    .map((word, i): [string, Selector] => [word, { type: 'ordinal', ordinal: i + 1 }]),
]);

/** Places that are named only after a preposition: `cat in the background`. */
export const GROUNDS: ReadonlyMap<string, Selector> = new Map<string, Selector>([
  ['foreground', { type: 'depth', depth: 'front' }],
  ['background', { type: 'depth', depth: 'back' }],
]);
