import { type Mask, uniteMasks } from '@dualedit/foundation';
import { type Composition, compose, type Layer } from '../../image/compose.js';
import { placeMask } from '../../image/place-mask.js';
import { withRoom } from '../../masks/room.js';
import { kindOf } from '../changes/kinds.js';
import { overlap } from '../changes/paste.js';
import { protectedPixels, type Work } from '../work.js';
import { isSoft } from './reach.js';

/** What is left of an old thing's outline beyond its mask, as a share of the region's side. */
const OUTLINE = 1 / 128;

/**
 * Where each edit is pasted: where the old thing was and where the new one is, as seen in what was drawn, as far as the
 * edit may reach.
 */
export function pasteMasks({ request, reach, masks, inverted, seenDrawn = [] }: Work): Mask[] {
  const { region } = inverted!;
  const drawn = seenDrawn.map((thing) => ({ ...thing, mask: placeMask(thing.mask, region, request.image) }));
  return request.edits.map((edit, i) => {
    const [mask, near, wide] = [masks![i]!, reach!.near[i]!, reach!.wide[i]!];
    if (isSoft(mask)) return near;
    const outlined = overlap(withRoom(mask, Math.round(OUTLINE * region.side)), near);
    return kindOf(edit).paste(edit, { near, wide, drawn, outlined });
  });
}

/** Pastes what was drawn into the original. */
export function pasted({ request, masks, unnamed, inverted, drawn, pasted }: Work): Promise<Composition> {
  const layers = pasted!.map((mask, i): Layer => {
    const isSameShape = kindOf(request.edits[i]!).drawing.attention === 'all';
    return { mask, isSameShape, isSoft: isSoft(mask) };
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
