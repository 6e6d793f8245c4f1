import { differenceCiede2000, parse } from './culori.js';

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
const difference = differenceCiede2000();

/** The basic color names that {@link nearestColor} tells apart. */
export const COLOR_NAMES: readonly string[] = Object.keys(ANCHORS);

/**
 * The nearest of the given color names, by CIEDE2000; of all in {@link COLOR_NAMES} if none of the given is one.
 * @param hex `#rrggbb`
 */
export function nearestColor(hex: string, names: readonly string[] = []): string {
  const known = names.filter((name) => name in ANCHORS);
  const candidates = known.length > 0 ? known : COLOR_NAMES;
  const distance = (name: string) =>
    Math.min(...ANCHORS[name]!.map((anchor) => difference(parse(anchor)!, parse(hex)!)));
  return candidates.reduce((best, name) => (distance(name) < distance(best) ? name : best));
}
