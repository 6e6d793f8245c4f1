import { averageMask, type Change, type Mask, maskBox, namesThing } from '@dualedit/foundation';
import type { NamedThing } from '../inversions/inversion.js';
import { isColor } from '../text/colors.js';
import { wordsOf } from '../text/phrases.js';
import type { ClipTokenizer } from '../text/tokenizer.js';
import type { Words } from './words.js';

/**
 * The things that edits name in the source prompt. The last word of a name is its noun; its other words, and a color
 * before it, are its adjectives.
 * @param masks one per edit, of the square that the model sees
 */
export function namedThings(
  edits: readonly Change[],
  { prompts }: Words,
  tokenizer: ClipTokenizer,
  masks: readonly Mask[],
): NamedThing[] {
  const words = wordsOf(prompts.source);
  const { pieces } = tokenizer.encode(prompts.source);
  const tokensOf = (word: { start: number; end: number }) =>
    pieces.filter(({ start, end }) => start >= word.start && end <= word.end).map(({ token }) => token);
  return edits.flatMap((edit, i): NamedThing[] => {
    if (!namesThing(edit)) return [];
    const { start, end } = prompts.edits[i]!.source;
    const named = words.filter((word) => word.start >= start && word.end <= end);
    const before = words[words.indexOf(named[0]!) - 1];
    const color = before && isColor(before.text) ? [before] : [];
    return [
      {
        noun: tokensOf(named.at(-1)!),
        adjectives: [...color, ...named.slice(0, -1)].flatMap(tokensOf),
        ...priorsOf(masks[i]!),
      },
    ];
  });
}

/** What a mask says of a thing's place. */
export function priorsOf(mask: Mask): Pick<NamedThing, 'maskAt' | 'boxAt'> {
  const averaged = (one: Mask, positions: number) => {
    const side = Math.sqrt(positions);
    return averageMask(one, side, side);
  };
  return {
    maskAt: (positions) => averaged(mask, positions),
    boxAt: (positions) => averaged(boxed(mask), positions),
  };
}

/** All of the box around what a mask holds. */
function boxed(mask: Mask): Mask {
  const box = maskBox(mask)!;
  const data = new Uint8Array(mask.data.length);
  for (let y = box.top; y < box.top + box.height; y++) {
    data.fill(255, y * mask.width + box.left, y * mask.width + box.left + box.width);
  }
  return { ...mask, data };
}
