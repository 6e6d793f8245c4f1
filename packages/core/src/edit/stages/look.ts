import {
  type Change,
  checkMask,
  countInside,
  type Mask,
  namesThing,
  type SeenThing,
  uniteMasks,
} from '@dualedit/foundation';
import { without } from '../../masks/without.js';
import type { ProgramUse } from '../../programs/programs.js';
import { withOwnOutline } from '../../seen/own-outline.js';
import { nounsIn } from '../../text/nouns.js';
import { LOAD } from './load.js';
import { masksFound, withGiven, withUnnamed } from './masks-known.js';
import { namelessAround } from './nameless.js';
import type { PlannedStage } from './stage.js';
import { outlined, unnamedOf } from './staying.js';

/**
 * A look at the picture by the mask source: where the edits' things are, unless the request says it, and what else is
 * there.
 * @param later the programs of later stages, which are refused here if they would not fit in memory
 */
export function lookStage(later: readonly ProgramUse[]): PlannedStage {
  return {
    name: 'segment',
    programs: [],
    costs: [LOAD],
    run: async (work) => {
      await work.requireMemory(later);
      const { picture, edits, prompt = '', signal } = work.request;
      const wanted = edits.flatMap((edit, i) => (namesThing(edit) && !work.request.masks?.[i] ? [edit] : []));
      const pointed = wanted.map((edit) => work.request.pointed?.[edits.indexOf(edit)]);
      const names = work.model.pack.words ? [] : nounsIn(prompt);
      const found = await work.maskSource!.find(picture, {
        edits: wanted,
        pointed,
        names,
        ...(signal && { signal }),
      });
      for (const [i, mask] of found.masks.entries()) checkMask(mask, picture, wanted[i]!.source);
      work.seen = found.things;
      const named = inOrder(edits, wanted, found.masks);
      const first = withGiven(work, withUnnamed(work, named, found.things));
      const { staying, worn } = unnamedOf(found.things, edits, first);
      const masks = withWorn(first, worn).map((mask, i) =>
        edits[i]!.kind === 'removal' ? withOwnOutline(picture, mask) : mask,
      );
      work.worn = worn.map((garments) => garments.map(({ name }) => name));
      const nameless = await namelessAround(work, masks, staying);
      work.unnamed = withoutRemoved(outlined(picture, [...staying, ...nameless], edits, masks), edits, masks);
      // What is behind all that stays is known only now.
      const known = edits.map((edit, i) => (namesThing(edit) ? masks[i] : undefined));
      await masksFound(work, known);
    },
  };
}

/** One mask per edit; undefined where none was looked for. */
function inOrder(edits: readonly Change[], wanted: readonly Change[], found: readonly Mask[]) {
  return edits.map((edit) => found[wanted.indexOf(edit)]);
}

/** What stays, without pixels that go with something that is removed. */
function withoutRemoved(
  staying: readonly SeenThing[],
  edits: readonly Change[],
  masks: readonly Mask[],
): SeenThing[] {
  const removed = masks.filter((_, i) => edits[i]!.kind === 'removal');
  if (removed.length === 0) return [...staying];
  const gone = uniteMasks(removed);
  return staying
    .map((thing) => ({ ...thing, mask: without(thing.mask, gone) }))
    .filter(({ mask }) => countInside(mask) > 0);
}

/** The masks, those of removed things with what they wear. */
function withWorn(masks: readonly Mask[], worn: readonly (readonly SeenThing[])[]): Mask[] {
  return masks.map((mask, i) => uniteMasks([mask, ...worn[i]!.map((garment) => garment.mask)]));
}
