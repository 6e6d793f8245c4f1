import { words } from './words.js';

/** How a verb of change joins the thing with what it becomes. */
export interface Frame {
  /** Words between the two: `change the cat to a dog`. */
  links: ReadonlySet<string>;
  /** What may follow the thing without such a word: `make the hat red`, `make the cat a dog`. */
  bare: 'attribute' | 'anything' | 'nothing';
  /** Whether it can become another thing at all: one paints a hat red, not a dog. */
  onlyAttributes?: boolean;
}

/** Also what follows `becomes` and `should be`. */
export const MAKE: Frame = { links: words('into to look be become appear'), bare: 'anything' };
const TURN: Frame = { links: words('into to'), bare: 'attribute' };
const CHANGE: Frame = { links: words('to into for as'), bare: 'attribute' };
const SET: Frame = { links: words('to as'), bare: 'attribute' };
const PAINT: Frame = { links: words('in to as with into'), bare: 'attribute', onlyAttributes: true };
const REPLACE: Frame = { links: words('with by for to'), bare: 'nothing' };
export const WISH: Frame = { links: words('to as into be become'), bare: 'anything' };

const frames = (frame: Frame, block: string): [string, Frame][] =>
  [...words(block)].map((word) => [word, frame]);

/** Verbs that change a thing, with the forms that a sentence may begin with. */
export const CHANGE_VERBS: ReadonlyMap<string, Frame> = new Map([
  ...frames(MAKE, 'make makes making render rendering'),
  ...frames(TURN, 'turn turning get'),
  ...frames(
    CHANGE,
    'change changing transform transforming convert converting alter altering switch switching modify morph',
  ),
  ...frames(SET, 'set setting'),
  ...frames(
    PAINT,
    'paint painting color colour coloring colouring recolor recolour recoloring recolouring dye dyeing tint stain colorize colourize',
  ),
  ...frames(REPLACE, 'replace replacing swap swapping exchange exchanging trade substitute substituting'),
]);

/** Of these, the new thing may come first: `substitute a dog for the cat`. */
export const REVERSING = words('substitute substituting');
/** Of these, two things take each other's place: `swap the cat and the dog`. */
export const EXCHANGING = words('swap swapping exchange exchanging switch trade');

/** Verbs in one word, or two, that take a thing away. */
export const REMOVE_VERBS = words('remove removing delete deleting erase erasing eliminate');
export const REMOVE_PHRASES = ['get rid of', 'take away', 'take off', 'take out', 'wipe out'].map((phrase) =>
  phrase.split(' '),
);
/** What a thing does that is to be gone: `make the hat disappear`. */
export const VANISH = words('disappear vanish gone');
/** Targets that mean that a thing is to be gone. */
export const NOTHING = words('nothing none ∅ removed deleted gone');

/** Verbs that put something new into the picture. */
export const ADD_VERBS = words('add adding insert put place give draw include attach stick');

/** Verbs of what Dualedit does not do, with what it is called. */
export const IMPOSSIBLE: ReadonlyMap<string, string> = new Map(
  Object.entries({
    Moving: 'move shift drag slide lift raise lower reposition swivel',
    Turning: 'rotate flip mirror tilt spin',
    'Changing the size': 'resize scale enlarge shrink grow stretch widen narrow upscale',
    Cropping: 'crop cut trim zoom pan',
    'Filtering the whole picture':
      'blur sharpen brighten darken lighten desaturate saturate enhance denoise restore retouch improve fix',
    Copying: 'duplicate copy clone multiply repeat',
    Writing: 'write type caption',
    'Making a new picture': 'generate create imagine produce animate',
    'Changing a pose': 'open close bend smile jump',
    'Taking an edit back': 'undo redo revert cancel reset',
    'Looking something up': 'show find select describe tell explain list count detect highlight search',
    'Saving files': 'save export download upload send share',
  }).flatMap(([name, verbs]) => verbs.split(' ').map((verb): [string, string] => [verb, name])),
);

/** After the thing: `the cat becomes a dog`, `the hat should be red`. Longer ones first. */
export const BECOMES: readonly string[][] = [
  'is going to be',
  'should turn into',
  'should change to',
  'should become',
  'should look',
  'should be',
  'must become',
  'must be',
  'has to be',
  'have to be',
  'needs to be',
  'need to be',
  'ought to be',
  'will become',
  'will be',
  'shall be',
  'is now',
  'are now',
  'turns into',
  'turned into',
  'turn into',
  'changes into',
  'changes to',
  'changed into',
  'changed to',
  'transforms into',
  'transformed into',
  'converted to',
  'converted into',
  'replaced with',
  'replaced by',
  'swapped for',
  'swapped with',
  'painted in',
  'painted',
  'becomes',
  'become',
  'turns',
].map((phrase) => phrase.split(' '));

/** Before the thing, with `be` behind it: `could the hat be red?` */
export const MODALS = words('can could should would may might must shall will');

/** Reversed: `a dog instead of the cat`. */
export const INSTEAD: readonly string[][] = ['instead of', 'in place of', 'rather than'].map((phrase) =>
  phrase.split(' '),
);
