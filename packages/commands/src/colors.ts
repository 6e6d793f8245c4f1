import { COLOR_NAMES, nearestColor } from '@dualedit/foundation';
import { formatHex, parse } from 'culori';
import { COLOURS } from './lexicon/colours.js';
import { MATERIALS } from './lexicon/materials.js';

/** A color by the name that people would say, and exactly. */
export interface NamedColor {
  name: string;
  /** `#rrggbb` */
  hex: string;
}

const BASIC = new Set([...COLOR_NAMES, 'grey', 'violet', 'gold', 'silver', 'tan', 'rose']);

/** Reads `#f00`, `#ff0000` or `rgb(255, 0, 0)`; undefined if it is no color. */
export function readColor(text: string): NamedColor | undefined {
  const color = parse(text.normalize('NFKC').toLowerCase());
  if (!color) return undefined;
  const hex = formatHex({ ...color, alpha: 1 });
  return { name: nearestColor(hex), hex };
}

/** The exact color of a name of CSS that says more than a basic color does: `crimson`, `hotpink`, but not `red`. */
export function exactColor(name: string): string | undefined {
  const lower = name.toLowerCase().replaceAll(' ', '');
  if (BASIC.has(lower) || MATERIALS.has(lower) || !COLOURS.has(lower)) return undefined;
  const color = parse(lower);
  return color && formatHex(color);
}

/** Any color name of CSS, `navy blue` and `light blue` included, exactly. */
export function cssColor(words: readonly string[]): string | undefined {
  const name = words.join('').toLowerCase();
  // Without its sign, "face" and "decade" would be colors in hexadecimal digits; no name of a color is.
  if (/^[0-9a-f]+$/.test(name)) return undefined;
  const color = parse(name);
  return color && formatHex(color);
}
