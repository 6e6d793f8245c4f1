import { type Mask, type SeenThing, targetPhrase, uniteMasks } from '@dualedit/foundation';
import { type Composition, compose, type Layer } from '../../image/compose.js';
import { placeMask } from '../../image/place-mask.js';
import { withRoom } from '../../masks/room.js';
import { overlapOf } from '../../seen/overlap.js';
import { isCalled } from '../../seen/unnamed.js';
import { bare } from '../../text/phrases.js';
import { protectedPixels, type Work } from '../work.js';
import { isSoft } from './reach.js';

/** What is left of an old thing's outline beyond its mask, as a share of the region's side. */
const OUTLINE = 1 / 64;
/** Of a new thing, at least this much lies where its edit may reach. */
const ITS_OWN = 0.5;

/**
 * Where each edit is pasted: where the old thing was and where the new one is, as seen in what was drawn, as far as the
 * edit may reach. Where nobody sees the new thing, whatever changed near the old one is taken.
 */
export async function pasteMasks(work: Work): Promise<Mask[]> {
  const { request, reach, masks, inverted } = work;
  const { near, wide } = reach!;
  const { region } = inverted!;
  const drawn = request.edits.some(({ kind }) => kind !== 'attribute') ? await thingsDrawn(work) : [];
  return request.edits.map((edit, i) => {
    if (edit.kind === 'attribute' || isSoft(masks![i]!)) return near[i]!;
    const phrase = bare(targetPhrase(edit));
    const mine = drawn.filter(({ name, mask }) => isCalled(phrase, name) && isMostlyIn(mask, wide[i]!));
    if (mine.length === 0) return near[i]!;
    const old = overlap(withRoom(masks![i]!, Math.round(OUTLINE * region.side)), near[i]!);
    return uniteMasks([old, ...mine.map(({ mask }) => overlap(mask, wide[i]!))]);
  });
}

/** What is seen in the square as the model drew it, in masks of the whole picture. */
async function thingsDrawn({ maskSource, drawn, request, inverted }: Work): Promise<SeenThing[]> {
  if (!maskSource) return [];
  const { edits, image, signal } = request;
  const names = edits.map((edit) => bare(targetPhrase(edit)));
  const { things } = await maskSource.find(drawn!.edited, { edits: [], names, ...(signal && { signal }) });
  return things.map((thing) => ({ ...thing, mask: placeMask(thing.mask, inverted!.region, image) }));
}

function isMostlyIn(thing: Mask, reach: Mask): boolean {
  const { both, first } = overlapOf(thing, reach);
  return both > ITS_OWN * first;
}

const overlap = (a: Mask, b: Mask): Mask => ({
  ...a,
  data: a.data.map((value, i) => Math.min(value, b.data[i]!)),
});

/** Pastes what was drawn into the original. */
export function pasted({ request, masks, unnamed, inverted, drawn, pasted }: Work): Promise<Composition> {
  const layers = pasted!.map((mask, i): Layer => {
    return { mask, isSameShape: request.edits[i]!.kind === 'attribute', isSoft: isSoft(mask) };
  });
  return compose({
    original: request.image,
    edited: drawn!.edited,
    reconstruction: drawn!.reconstruction,
    region: inverted!.region,
    layers,
    old: uniteMasks(masks!),
    kept: protectedPixels({ request, unnamed }),
    feather: request.maskFeather,
  });
}
