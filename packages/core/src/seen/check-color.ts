import { COLOR_NAMES, type Edit, type EditCheck, nearestColor, type SeenThing } from '@dualedit/foundation';
import { colorsIn } from './color-in.js';
import type { Looked } from './looked.js';
import { missedBy } from './missed-by.js';
import { nearestOf } from './nearest-of.js';

/** Without a palette: a thing has the color that most of it bears, if that is at least this share. */
const COLORED = 0.35;
/** A recolored thing that is farther in Lab from what it should look like is of a dull color between the two. */
const FAR = 23;

/** What asks for a color. */
type Colored = Pick<Edit, 'target' | 'color'> & Partial<Pick<Edit, 'kind'>>;

/** Whether a color that was asked for is another one now; undefined if no color was asked for. */
export function colorCheck(
  edit: Colored,
  looked: Looked,
  thing: Pick<SeenThing, 'name' | 'mask' | 'looks'>,
): Pick<EditCheck, 'outcome' | 'seen'> | undefined {
  const { after, colors, palette = {}, materials = [] } = looked;
  const { name, mask, looks } = thing;
  const material = wordIn(edit.target, materials);
  if (material && looks && !looks.includes(material)) return { outcome: 'color' };
  const wanted = wantedColor(edit, colors);
  if (wanted === undefined) return material && looks ? { outcome: 'came-out' } : undefined;
  const patterns = palette[name];
  if (patterns) {
    const seen = nearestOf(patterns, after, thing);
    if (seen !== wanted) return { outcome: 'color', seen };
    const keepsPattern = edit.kind === 'attribute' && !material;
    const isDull = keepsPattern && missedBy(patterns, looked, { wanted, looks }) > FAR;
    return { outcome: isDull ? 'color' : 'came-out' };
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
