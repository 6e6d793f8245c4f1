// What is asked of scenes with several things of one noun, and what the answer is.
import { type ObjectMasks, renderMasks, type Scene } from '@dualedit/diorama';
import type { Mask, Selector } from '@dualedit/foundation';

export const area = ({ data }: Mask): number => data.reduce((sum, value) => sum + Number(value > 127), 0);

export function iou(a: Mask, b: Mask): number {
  let [both, either] = [0, 0];
  for (let i = 0; i < a.data.length; i++) {
    both += Number(a.data[i]! > 127 && b.data[i]! > 127);
    either += Number(a.data[i]! > 127 || b.data[i]! > 127);
  }
  return either === 0 ? 0 : both / either;
}

/** Whether another thing hides some of the object, or it some of another: 1 % of the smaller one. */
export function overlaps(masks: readonly ObjectMasks[], index: number): boolean {
  return masks.some((other, at) => {
    if (at === index) return false;
    const [a, b] = [masks[index]!.whole, other.whole];
    const common = a.data.reduce((sum, value, i) => sum + Number(value > 127 && b.data[i]! > 127), 0);
    return common > 0.01 * Math.min(area(a), area(b));
  });
}

/** Larger by this factor, or lower by this many units, is clearly so. */
const [CLEARLY_LARGER, CLEARLY_LOWER] = [1.15, 3];

export interface Question {
  which: Selector;
  /** Of the object that is meant. */
  index: number;
}

export interface Questions {
  /** One per object: what of it is to be seen. */
  masks: Mask[];
  asked: Question[];
}

/** What can be asked of things of one noun. Sizes and depths are asked for where they differ clearly. */
export async function questions(scene: Scene, size: number): Promise<Questions> {
  const masks = (await renderMasks(scene, size)).map(({ visible }) => visible);
  const areas = masks.map(area);
  const feet = scene.objects.map(({ y }) => y);
  const asked = [
    ...questionsOfPlace(scene),
    ...extremes(areas, (large, small) => large > CLEARLY_LARGER * small, {
      least: { type: 'size', size: 'smallest' },
      most: { type: 'size', size: 'largest' },
    }),
    ...extremes(feet, (low, high) => low > CLEARLY_LOWER + high, {
      least: { type: 'depth', depth: 'back' },
      most: { type: 'depth', depth: 'front' },
    }),
  ];
  return { masks, asked };
}

function questionsOfPlace({ objects }: Scene): Question[] {
  const columns = order(objects.map(({ x }) => x));
  const [left, right] = [columns[0]!, columns.at(-1)!];
  return [
    { which: { type: 'side', side: 'left' }, index: left },
    { which: { type: 'side', side: 'right' }, index: right },
    ...columns.map((index, i): Question => ({ which: { type: 'ordinal', ordinal: i + 1 }, index })),
    ...(columns.length === 3
      ? [{ which: { type: 'side', side: 'middle' }, index: columns[1]! } satisfies Question]
      : []),
  ];
}

/** The first and the last by some value, each if it is clearly so. */
function extremes(
  values: readonly number[],
  isClear: (more: number, less: number) => boolean,
  which: { least: Selector; most: Selector },
): Question[] {
  const ordered = order(values);
  const value = (at: number) => values[ordered.at(at)!]!;
  return [
    ...(isClear(value(-1), value(-2)) ? [{ which: which.most, index: ordered.at(-1)! }] : []),
    ...(isClear(value(1), value(0)) ? [{ which: which.least, index: ordered[0]! }] : []),
  ];
}

/** Indexes by value, the least first. */
function order(values: readonly number[]): number[] {
  return values.map((_, i) => i).toSorted((a, b) => values[a]! - values[b]!);
}
