import {
  COLOR_NAMES,
  countInside,
  countOverlap,
  type Edit,
  type EditCheck,
  type Mask,
  nearestColor,
  type Picture,
  type SeenThing,
  targetPhrase,
} from '@dualedit/foundation';
import type { Palette } from '../pack/pack.js';
import { articleFor, bare } from '../text/phrases.js';
import { changedShare } from './changed.js';
import { colorsIn } from './color-in.js';
import { nearestOf } from './nearest-of.js';
import { isCalled } from './unnamed.js';

/** One edit's part of a result, in squares of one size. */
export interface Looked {
  before: Picture;
  after: Picture;
  /** Where the old thing was, and where the edit was pasted. */
  old: Mask;
  area: Mask;
  /** What is seen in the result; absent if nothing could look. */
  things: readonly SeenThing[] | undefined;
  /** The color names that the model knows; all basic ones if it knows more. */
  colors: readonly string[] | undefined;
  /** How things look in each color, if that is known. */
  palette?: Palette | undefined;
  /** The materials that the model knows, if it was taught a few. */
  materials?: readonly string[] | undefined;
  /** The backgrounds that the pack's CLIP knows, and the one that it sees in the result, if it is sure. */
  background?: { known: readonly string[]; named: string | undefined } | undefined;
}

/** A thing is an edit's if this much of it lies where the edit was pasted, … */
const ITS_OWN = 0.5;
/** … and if it is not far smaller than what was there. */
const LEAST = 0.15;
/** … and nothing else there covers so much more of what was there: a scarf is no panda's end if a tiger wears it. */
const MOSTLY = 0.5;
/** An edit that changed less of its thing than this changed nothing that anyone sees. */
export const LEAST_CHANGED = 0.05;
/** A thing has the color that most of it bears, if that is at least this share. */
const COLORED = 0.35;

/** What came of one edit of a thing. */
export function checkThing(edit: Edit, looked: Looked): EditCheck {
  const phrase = bare(targetPhrase(edit));
  const said = {
    kind: edit.kind,
    source: bare(edit.source),
    target: edit.kind === 'attribute' ? bare(edit.target) : `${articleFor(phrase)} ${phrase}`,
  };
  const mask = looked.old.data;
  const changed = changedShare(looked.before, looked.after, (pixel) => mask[pixel]! > 127);
  if (changed < LEAST_CHANGED) return { outcome: 'unchanged', ...said };
  const { there, instead, remains } = findNew(edit, phrase, looked);
  if (looked.things && !there) {
    return {
      outcome: 'missing',
      ...said,
      ...(instead && !isCalled(edit.source, instead) && { seen: instead }),
    };
  }
  if (remains) return { outcome: 'remains', ...said };
  const color =
    edit.kind === 'object'
      ? undefined
      : colorCheck(edit, looked, there ?? { name: bare(edit.source), mask: looked.old });
  if (color) return { ...color, ...said };
  return { outcome: looked.things ? 'came-out' : 'unknown', ...said };
}

/** The new thing, if it is there, or else the name of what is; and whether another kind's old one is there still. */
function findNew(edit: Edit, phrase: string, looked: Looked) {
  const { old } = looked;
  const mine = thingsIn(looked, LEAST);
  const covered = new Map(mine.map((thing) => [thing, countOverlap(thing.mask, old).both]));
  const largest = mine.toSorted((a, b) => covered.get(b)! - covered.get(a)!);
  const wanted = edit.kind === 'attribute' ? bare(edit.source) : phrase;
  const remains = mine.some(({ name }) => isCalled(edit.source, name) && !isCalled(wanted, name));
  const there = largest.find(({ name }) => isCalled(wanted, name));
  const isBesideIt = there && covered.get(there)! < MOSTLY * covered.get(largest[0]!)!;
  return { there: isBesideIt ? undefined : there, instead: largest[0]?.name, remains };
}

/**
 * What is surely seen where the edit was pasted, and is not smaller than `least` of what was there. Something faint was
 * expected, and is mostly a blur: it says where a thing was drawn, and not that one was.
 */
export function thingsIn({ things = [], old, area }: Looked, least: number): SeenThing[] {
  const smallest = least * countInside(old);
  return things.filter(({ mask, isFaint }) => {
    if (isFaint) return false;
    const { both, first } = countOverlap(mask, area);
    return both >= Math.max(ITS_OWN * first, smallest);
  });
}

/** What asks for a color. */
type Colored = Pick<Edit, 'target' | 'color'>;

/** Whether a color that was asked for is another one now; undefined if no color was asked for. */
export function colorCheck(
  edit: Colored,
  { after, colors, palette = {}, materials = [] }: Looked,
  thing: Pick<SeenThing, 'name' | 'mask' | 'looks'>,
): Pick<EditCheck, 'outcome' | 'seen'> | undefined {
  const { name, mask, looks } = thing;
  const material = wordIn(edit.target, materials);
  if (material && looks && !looks.includes(material)) return { outcome: 'color' };
  const wanted = wantedColor(edit, colors);
  if (wanted === undefined) return material && looks ? { outcome: 'came-out' } : undefined;
  const patterns = palette[name];
  if (patterns) {
    const seen = nearestOf(patterns, after, thing);
    return seen === wanted ? { outcome: 'came-out' } : { outcome: 'color', seen };
  }
  if (looks?.includes(wanted)) return { outcome: 'came-out' };
  const [most] = colorsIn(after, mask, colors);
  if (most?.name === wanted && most.share >= COLORED) return { outcome: 'came-out' };
  return { outcome: 'color', ...(most && most.name !== wanted && { seen: most.name }) };
}

/** The name of the color that a target asks for, of those that are told apart. */
function wantedColor(
  { target, color }: Colored,
  colors: readonly string[] = COLOR_NAMES,
): string | undefined {
  if (color) return nearestColor(color, colors);
  return wordIn(
    target,
    colors.filter((word) => COLOR_NAMES.includes(word)),
  );
}

const wordIn = (phrase: string, words: readonly string[]) =>
  phrase
    .toLowerCase()
    .split(' ')
    .find((word) => words.includes(word));
