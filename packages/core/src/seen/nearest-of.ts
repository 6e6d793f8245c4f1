import { labDistance, meanLab, type Picture, type SeenThing } from '@dualedit/foundation';
import type { Palette } from '../pack/pack.js';

/** What the detector says of a color counts as much as this distance in Lab. */
const SAID = 7;

/**
 * The color of a thing: the one in which its kind looks most as it does here, or that the detector says if that is hardly
 * farther. A thing that lets others shine through, as glasses do, has few pixels of its color's name.
 * @param patterns how its kind looks, by pattern and color
 */
export function nearestOf(
  patterns: Palette[string],
  picture: Picture,
  { mask, looks = [] }: Pick<SeenThing, 'mask' | 'looks'>,
): string {
  const colors = patterns[looks.find((look) => look in patterns) ?? 'plain']!;
  const mean = meanLab(picture, mask);
  const distance = (color: string) => labDistance(mean, colors[color]!) - (looks.includes(color) ? SAID : 0);
  return Object.keys(colors).reduce((best, color) => (distance(color) < distance(best) ? color : best));
}
