import { isColor } from './colors.js';

/** Patterns go with a color: `a red striped ball`. */
const PATTERNS = new Set('striped dotted spotted checkered plaid'.split(' '));
/** These have a color and a surface of their own. */
const MATERIALS = new Set('wooden golden silver bronze stone marble metallic'.split(' '));

const isPattern = (word: string) => PATTERNS.has(word.toLowerCase());
const isMaterial = (word: string) => MATERIALS.has(word.toLowerCase());

/** Whether a word says how a thing looks: a color, a pattern, a material. */
export function isLook(word: string): boolean {
  return isColor(word) || isPattern(word) || isMaterial(word);
}

/**
 * Which of the looks that stand before a noun, in their order, give way to a new look, end exclusive; where the new one
 * goes if none does. A color replaces a color or a material, a pattern a pattern or a material, a material all of them.
 */
export function placeOfLook(
  target: readonly string[],
  looks: readonly string[],
): [start: number, end: number] {
  if (target.some(isMaterial)) return [0, looks.length];
  if (target.some(isPattern)) {
    const old = looks.findIndex((look) => isPattern(look) || isMaterial(look));
    return old < 0 ? [looks.length, looks.length] : [old, old + 1];
  }
  const old = looks.findIndex((look) => isColor(look) || isMaterial(look));
  return old < 0 ? [0, 0] : [old, old + 1];
}
