import { type Edit, type Mask, type MaskSource, type Selector, uniteMasks } from '@dualedit/foundation';
import { partsOf } from './belongs.js';
import type { Instance, PhraseInstances, Segmentation } from './instance.js';
import { notFound } from './not-found.js';
import { Segmenter } from './segmenter.js';
import { selectInstances } from './select.js';

/**
 * The masks of edits by a pack's segmenter, for an editor: `maskSource` of the in-process editor takes what
 * this returns, that of the editor in a process of its own takes this module.
 *
 * @param options `pack` is the pack's folder, `device` a device that works
 * @throws DualeditError as {@link Segmenter.load}
 */
export async function openMaskSource(options: { pack: string; device: string }): Promise<MaskSource> {
  const segmenter = await Segmenter.load(options.pack, { device: options.device });
  return {
    async masks(picture, edits, { signal }) {
      const phrases = [...new Set(edits.flatMap(({ source, which }) => [source, ...ownersOf(which)]))];
      const several = phrases.map((phrase) =>
        edits.some(({ source, which }) => source === phrase && TELLS_APART.has(which.type)),
      );
      const found = await segmenter.segment(picture, phrases, { signal, several });
      return edits.map((edit) => maskOf(edit, found));
    },
  };
}

/** Selectors that one uses where there are several things of a name. */
const TELLS_APART: ReadonlySet<Selector['type']> = new Set(['side', 'size', 'depth', 'ordinal']);

function ownersOf(which: Selector): string[] {
  return which.type === 'part-of' ? [which.owner] : [];
}

/** @throws DualeditError `object-not-found` */
function maskOf(edit: Edit, found: Segmentation): Mask {
  const instances = meant(edit, found);
  if (instances.length === 0) throw notFound(edit, found);
  return uniteMasks(instances.map(({ mask }) => mask));
}

function meant({ source, which }: Edit, found: Segmentation): Instance[] {
  const { instances } = resultOf(source, found);
  if (which.type !== 'part-of') return selectInstances(instances, which);
  return partsOf(instances, resultOf(which.owner, found).instances).slice(0, 1);
}

function resultOf(phrase: string, { phrases }: Segmentation): PhraseInstances {
  return phrases.find((result) => result.phrase === phrase)!;
}
