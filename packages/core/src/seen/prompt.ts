import {
  countOverlap,
  type Mask,
  maskBox,
  type NamedThing,
  type Picture,
  type SeenThing,
} from '@dualedit/foundation';
import { isGarment } from '../text/garments.js';
import { articleFor, bare } from '../text/phrases.js';
import { isSameThing } from '../text/places.js';
import type { WordList } from '../text/words.js';
import { colorsIn } from './color-in.js';

/** What a prompt of what is seen is made of. */
export interface SeenScene {
  picture: Picture;
  /** The things that the edits name. */
  edits: readonly NamedThing[];
  /** One per edit. */
  masks: readonly Mask[];
  /** All that was seen; some sources say how each thing looks. */
  seen?: readonly SeenThing[];
  /** Those that no edit means, the most important first. */
  unnamed: readonly SeenThing[];
  /** What the model was taught, if that is little; colors and joining words are of it. */
  known?: WordList;
  /** Where it all is, as a prompt says it: `on the grass`. */
  place?: string;
}

/** A thing with its words, and where it is. */
interface Said {
  phrase: string;
  mask: Mask;
  /** The edits that mean it, by their positions. */
  edits: number[];
  /** Where it comes in the sentence. */
  order: number;
}

/** A color is said if at least this share of the thing bears it: fur is of many. */
const COLORED = 0.5;
/** Masks that have this much in common are of one thing: outlines may have been moved. */
const SAME_THING = 0.6;
/** What lies with this much of its box on a larger thing belongs to it. */
const BELONGS = 0.5;
/** What reaches into this share of a thing's height above the ground stands there itself. */
const GROUND = 0.1;
/** What stands on top of a thing is over it with this much of its width, and not farther away than this share of its height. */
const [ABOVE, TOUCHES] = [0.7, 0.1];

/** A prompt, and where in it each edit's thing is named: UTF-16 offsets, end exclusive. */
export interface SeenPrompt {
  prompt: string;
  places: [start: number, end: number][];
}

/**
 * A sentence of what is seen, for a source prompt: `a yellow ball next to a blue cup with a red hat on the grass`.
 * What the edits name is in it by the edits' own words, first and in their order; what no edit names follows.
 */
export function promptOfSeen(scene: SeenScene): SeenPrompt {
  const places: SeenPrompt['places'] = [];
  let prompt = '';
  grouped(thingsOf(scene)).forEach((group, at) => {
    if (at > 0) prompt += at === 1 ? ' next to ' : ' and ';
    group.forEach(({ phrase, edits }, i) => {
      if (i > 0) prompt += i === 1 ? ' with ' : ' and ';
      for (const edit of edits) places[edit] = [prompt.length, prompt.length + phrase.length];
      prompt += phrase;
    });
  });
  return { prompt: [prompt, scene.place].filter(Boolean).join(' '), places };
}

function thingsOf({ picture, edits, masks, unnamed, known, seen = [] }: SeenScene): Said[] {
  const say = (name: string, mask: Mask) => {
    const looks = looksAt(mask, seen) ?? colorOf(picture, mask, known);
    const phrase = mentionsColor(name, known) ? name : [...looks, name].join(' ');
    return `${articleFor(phrase)} ${phrase}`;
  };
  const said: Said[] = [];
  edits.forEach((edit, i) => {
    const same = edits.findIndex((other) => isSameThing(other, edit));
    if (same < i) said.find(({ edits }) => edits.includes(same))!.edits.push(i);
    else said.push({ phrase: say(bare(edit.source), masks[i]!), mask: masks[i]!, edits: [i], order: i });
  });
  const others = unnamed.map(({ name, mask }, i): Said => {
    return { phrase: say(name, mask), mask, edits: [], order: edits.length + i };
  });
  return [...said, ...others];
}

function mentionsColor(name: string, known: WordList | undefined): boolean {
  const words = name.split(' ');
  return words.length > 1 && (known === undefined || words.some((word) => known.colors.includes(word)));
}

/** How the source of masks says that the thing at a mask looks; undefined if it does not say. */
function looksAt(mask: Mask, seen: readonly SeenThing[]): readonly string[] | undefined {
  return seen.find(({ mask: other, looks }) => {
    if (!looks) return false;
    const { both, first, second } = countOverlap(mask, other);
    return both >= SAME_THING * (first + second - both);
  })?.looks;
}

/** The color that most of a thing has, if the model knows its name; as a list. */
function colorOf(picture: Picture, mask: Mask, known: WordList | undefined): string[] {
  const [most] = colorsIn(picture, mask);
  const isKnown = most && (known === undefined || known.colors.includes(most.name));
  return isKnown && most.share >= COLORED ? [most.name] : [];
}

/** Things with what lies on them: `a cat with a red hat`. A group comes where the first of its edits stands. */
function grouped(things: readonly Said[]): Said[][] {
  const groups = new Map<Said, Said[]>();
  for (const thing of things) {
    const owner = ownerOf(thing, things);
    groups.set(owner, [...(groups.get(owner) ?? []), ...(owner === thing ? [] : [thing])]);
  }
  const order = ([owner, parts]: [Said, Said[]]) => Math.min(owner.order, ...parts.map((part) => part.order));
  return [...groups].toSorted((a, b) => order(a) - order(b)).map(([owner, parts]) => [owner, ...parts]);
}

/** The thing that another lies on, or lies on what lies on it; itself if it lies on none. */
function ownerOf(thing: Said, things: readonly Said[]): Said {
  const owner = things.find(
    (other) =>
      other !== thing && areaOfBox(other) > areaOfBox(thing) && isOn(thing, other, isGarment(thing.phrase)),
  );
  return owner ? ownerOf(owner, things) : thing;
}

function areaOfBox({ mask }: Said): number {
  const { width, height } = maskBox(mask)!;
  return width * height;
}

/**
 * Whether a thing lies on another, larger one, or stands on its top as a hat does, rather than on the ground before it. A
 * garment may reach to the ground, as a scarf does.
 */
export function isOn(
  { mask }: Pick<Said, 'mask'>,
  { mask: owner }: Pick<Said, 'mask'>,
  isWorn = false,
): boolean {
  const [part, whole] = [maskBox(mask)!, maskBox(owner)!];
  const across = Math.min(part.left + part.width, whole.left + whole.width) - Math.max(part.left, whole.left);
  const down = Math.min(part.top + part.height, whole.top + whole.height) - Math.max(part.top, whole.top);
  if (across <= 0) return false;
  const isHeld = isWorn || part.top + part.height < whole.top + (1 - GROUND) * whole.height;
  const isWithin = isHeld && down > 0 && across * down >= BELONGS * part.width * part.height;
  const sinks = (part.top + part.height - whole.top) / part.height;
  return isWithin || (across >= ABOVE * part.width && sinks >= -TOUCHES && part.top < whole.top);
}
