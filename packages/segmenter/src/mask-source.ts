import {
  type Mask,
  type MaskSource,
  type NamedThing,
  type SeenThing,
  uniteMasks,
} from '@dualedit/foundation';
import type { Segmentation } from './instance.js';
import { notFound, wrongCount } from './not-found.js';
import { findMeant, namesOf } from './resolve.js';
import { Segmenter } from './segmenter.js';

/**
 * The masks of edits by a pack's segmenter, for an editor: `maskSource` of the in-process editor takes what
 * this returns, that of the editor in a process of its own takes this module.
 *
 * @param options `pack` is the pack's folder, `device` a device that works
 * @throws DualeditError as {@link Segmenter.load}
 */
export async function openMaskSource(options: { pack: string; device: string }): Promise<MaskSource> {
  return maskSourceOf(await Segmenter.load(options.pack, { device: options.device }));
}

/** The masks of edits by a segmenter that is loaded. */
export function maskSourceOf(segmenter: Segmenter): MaskSource {
  return {
    async find(picture, { edits, pointed = [], names = [], expected = [], signal }) {
      const wanted = edits
        .filter((_, i) => !pointed[i])
        .flatMap(({ source, which }) => namesOf(source, which));
      const shown = edits.filter((_, i) => pointed[i]).map(({ source }) => source);
      const phrases = [...new Set([...wanted.map(({ phrase }) => phrase), ...names, ...expected, ...shown])];
      const several = phrases.map(
        (phrase) =>
          expected.includes(phrase) || wanted.some((name) => name.phrase === phrase && name.several),
      );
      const found = await segmenter.segment(picture, phrases, { signal, several });
      const masks: Mask[] = [];
      for (const [i, edit] of edits.entries()) {
        const pointing = pointed[i];
        masks.push(
          pointing ? await segmenter.maskPointed(picture, pointing, { signal }) : maskOf(edit, found),
        );
      }
      return { masks, things: thingsIn(found) };
    },
    segments: (picture, within, options) => segmenter.segments(picture, within, options),
  };
}

/** Each thing once, under the plainest of its names: `hat` rather than `blue hat`. */
function thingsIn({ phrases, others }: Segmentation): SeenThing[] {
  const named = [...others, ...phrases].flatMap(({ phrase, instances }) =>
    instances.map(
      ({ mask, score, isFaint, looks }): SeenThing => ({
        name: phrase,
        mask,
        score,
        ...(isFaint && { isFaint }),
        ...(looks && { looks }),
      }),
    ),
  );
  const plainest = named.toSorted((a, b) => wordCount(a.name) - wordCount(b.name));
  return plainest.filter((thing, i) => plainest.findIndex(({ mask }) => mask === thing.mask) === i);
}

const wordCount = (name: string) => name.split(' ').length;

/** @throws DualeditError `object-not-found`, `object-count` */
function maskOf(edit: NamedThing, found: Segmentation): Mask {
  const instances = findMeant(edit.source, edit.which, found);
  if (instances.length === 0) throw notFound(edit, found);
  const count = edit.which.type === 'all' ? edit.which.count : undefined;
  if (count !== undefined && count !== instances.length) throw wrongCount(edit, count, instances.length);
  return uniteMasks(instances.map(({ mask }) => mask));
}
