import { differenceCiede2000, formatHex, parse } from 'culori';
import { COLOURS } from './lexicon/colours.js';
import { MATERIALS } from './lexicon/materials.js';

/** A color by the name that people would say, and exactly. */
export interface NamedColor {
  name: string;
  /** `#rrggbb` */
  hex: string;
}

/** What people call by each name: several anchors, because one name covers a wide range. */
const ANCHORS: Readonly<Record<string, readonly string[]>> = {
  red: ['#ff0000', '#dc143c', '#b22222', '#8b0000'],
  orange: ['#ffa500', '#ff7f00', '#ff8c00'],
  yellow: ['#ffff00', '#ffd700', '#fff176'],
  green: ['#008000', '#00ff00', '#4caf50', '#006400', '#90ee90'],
  blue: ['#0000ff', '#1e90ff', '#87ceeb', '#00008b', '#4169e1'],
  purple: ['#800080', '#9370db', '#4b0082', '#da70d6'],
  pink: ['#ffc0cb', '#ff69b4', '#ff1493', '#ff00ff'],
  brown: ['#8b4513', '#a0522d', '#5d4037'],
  turquoise: ['#40e0d0', '#00ffff', '#008080'],
  beige: ['#f5f5dc', '#d2b48c'],
  black: ['#000000', '#1c1c1c'],
  gray: ['#808080', '#a9a9a9', '#555555'],
  white: ['#ffffff', '#f5f5f5'],
};
const BASIC = new Set([...Object.keys(ANCHORS), 'grey', 'violet', 'gold', 'silver', 'tan', 'rose']);
const difference = differenceCiede2000();

/** The nearest of the given color names, by CIEDE2000; all that have anchors if none of them is known. */
export function nearestColor(hex: string, names: readonly string[] = []): string {
  const known = names.filter((name) => name in ANCHORS);
  const candidates = known.length > 0 ? known : Object.keys(ANCHORS);
  const distance = (name: string) =>
    Math.min(...ANCHORS[name]!.map((anchor) => difference(parse(anchor)!, parse(hex)!)));
  return candidates.reduce((best, name) => (distance(name) < distance(best) ? name : best));
}

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
  const color = parse(words.join('').toLowerCase());
  return color && formatHex(color);
}
