import type { Side } from '@dualedit/foundation';
import { words } from './words.js';

/** Dropped at the head of a phrase. */
export const DETERMINERS = words('a an the some my your his her our their this that these those teh hte');
export const INDEFINITE = words('a an');

export const CONJUNCTIONS = words('and &');

/** After these, `to` belongs to the phrase: `the cat next to the door`. */
export const TO_BELONGS = words('next close near closest nearest adjacent attached tied belonging due up');

/** Sides of a picture, before a noun (`left cat`) or after a preposition (`cat on the left`). */
export const SIDES: ReadonlyMap<string, Side> = new Map<string, Side>([
  ['left', 'left'],
  ['leftmost', 'left'],
  ['left-hand', 'left'],
  ['right', 'right'],
  ['rightmost', 'right'],
  ['right-hand', 'right'],
  ['top', 'top'],
  ['topmost', 'top'],
  ['upper', 'top'],
  ['bottom', 'bottom'],
  ['bottommost', 'bottom'],
  ['lower', 'bottom'],
  ['middle', 'middle'],
  ['center', 'middle'],
  ['centre', 'middle'],
  ['central', 'middle'],
]);

/** Two sides in one word, as row and side. */
export const CORNERS: ReadonlyMap<string, readonly [row: 'top' | 'bottom', side: 'left' | 'right']> = new Map(
  [
    ['top-left', ['top', 'left']],
    ['upper-left', ['top', 'left']],
    ['top-right', ['top', 'right']],
    ['upper-right', ['top', 'right']],
    ['bottom-left', ['bottom', 'left']],
    ['lower-left', ['bottom', 'left']],
    ['bottom-right', ['bottom', 'right']],
    ['lower-right', ['bottom', 'right']],
  ],
);

export const SIZES_MEANT: ReadonlyMap<string, 'largest' | 'smallest'> = new Map([
  ['largest', 'largest'],
  ['biggest', 'largest'],
  ['smallest', 'smallest'],
  ['littlest', 'smallest'],
]);

export const DEPTHS: ReadonlyMap<string, 'front' | 'back'> = new Map([
  ['front', 'front'],
  ['frontmost', 'front'],
  ['nearest', 'front'],
  ['closest', 'front'],
  ['back', 'back'],
  ['rear', 'back'],
  ['farthest', 'back'],
  ['furthest', 'back'],
]);

/** Depths that are named only after a preposition: `cat in the background`. */
export const GROUNDS: ReadonlyMap<string, 'front' | 'back'> = new Map([
  ['foreground', 'front'],
  ['background', 'back'],
]);

export const EVERY = words('all every each both');
