import {
  countInside,
  countOverlap,
  type Mask,
  NAMELESS,
  type SeenThing,
  type Segment,
} from '@dualedit/foundation';
import { without } from '../masks/without.js';

/** What fills more of the picture than this, or of its border, is what things stand on or before. */
const [GROUND, BORDER] = [1 / 3, 1 / 8];
/** What fills less of the picture than this is a speck. */
const SPECK = 1 / 2000;
/** Of what lies in something else by this much, that is the whole. */
const PART = 0.5;

/**
 * Of what stands out around the things that are edited, what is a thing of its own that nothing has a word for, the
 * largest first. It is not the ground, nor a part of what is known, and no pixel is of two things.
 * @param known masks of what is edited, and of things that were seen by their names
 */
export function namelessThings(segments: readonly Segment[], known: readonly Mask[]): SeenThing[] {
  const things: SeenThing[] = [];
  const taken = [...known];
  const candidates = segments.filter(({ mask }) => !isGround(mask));
  for (const { mask, score } of candidates.toSorted((a, b) => countInside(b.mask) - countInside(a.mask))) {
    const all = countInside(mask);
    const rest = taken.reduce(without, mask);
    const left = countInside(rest);
    if (left < PART * all || left < SPECK * mask.data.length) continue;
    things.push({ name: NAMELESS, mask: rest, score });
    taken.push(rest);
  }
  return things;
}

function isGround(mask: Mask): boolean {
  const border = borderOf(mask);
  return (
    countInside(mask) > GROUND * mask.data.length ||
    countOverlap(mask, border).both > BORDER * countInside(border)
  );
}

/** The outermost pixels of a picture. */
function borderOf({ width, height }: Mask): Mask {
  const data = new Uint8Array(width * height);
  data.fill(255, 0, width);
  data.fill(255, width * (height - 1));
  for (let y = 0; y < height; y++) {
    data[y * width] = 255;
    data[(y + 1) * width - 1] = 255;
  }
  return { width, height, data };
}
