import { COLOR_NAMES, type Edit, type EditCheck, nearestColor, type SeenThing } from '@dualedit/foundation';
import { colorsIn } from './color-in.js';
import type { Looked } from './looked.js';
import { nearestOf } from './nearest-of.js';

/** Without a palette: a thing has the color that most of it bears, if that is at least this share. */
const COLORED = 0.35;

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
