import { countOverlap, type Mask, uniteMasks } from '@dualedit/foundation';
import type { Layer } from '../../image/compose.js';
import { placeMask, sampleMask } from '../../image/place-mask.js';
import { growMask } from '../../masks/grow-mask.js';
import { overlap } from '../../masks/overlap.js';
import { drawnBeside } from '../../seen/drawn-beside.js';
import { isCalled } from '../../seen/unnamed.js';
import { kindOf } from '../changes/kinds.js';
import type { Paste } from '../large/full-picture.js';
import { protectedPixels, type Work } from '../work.js';
import { isSoft } from './reach.js';

/** What is left of an old thing's outline beyond its mask, as a share of the region's side. */
const OUTLINE = 1 / 128;
/** Of a new thing, at least this much lies where its edit may reach. */
const ITS_OWN = 0.5;

/**
 * Where each edit is pasted: where the old thing was and where the new one is, as seen in what was drawn, with what
 * hangs together with it, as far as the edit may reach.
 */
export function pasteMasks(work: Work): Mask[] {
  const { request, reach, masks, inverted } = work;
  const outline = Math.round(OUTLINE * inverted!.region.side);
  return request.edits.map((edit, i) => {
    const [mask, near, wide] = [masks![i]!, reach!.near[i]!, reach!.wide[i]!];
    if (isSoft(mask)) return near;
    return kindOf(edit).paste(edit, {
      near,
      wide,
      outlined: overlap(growMask(mask, outline), near),
      drawnAs: (phrase) => drawnAs(work, phrase, wide),
    });
  });
}

/** Where a thing of that name was drawn, as far as an edit may reach; undefined if nobody sees one. */
function drawnAs(work: Work, phrase: string, wide: Mask): Mask | undefined {
  const { request, inverted, drawn, unnamed, seenDrawn = [] } = work;
  const { region } = inverted!;
  const { edited: after, reconstruction: before } = drawn!;
  const kept = protectedPixels({ request, unnamed });
  const inSquare = (mask: Mask) => sampleMask(mask, region, after.width);
  const within = inSquare(wide);
  const mine = seenDrawn
    .filter(({ name, mask }) => isCalled(phrase, name) && isMostlyIn(mask, within))
    .map(({ mask }) => mask);
  if (mine.length === 0) return undefined;
  const from = uniteMasks(kept ? [...mine, inSquare(kept)] : mine);
  const beside = drawnBeside({ before, after }, { from, within });
  return overlap(placeMask(uniteMasks([...mine, beside]), region, request.picture), wide);
}

function isMostlyIn(thing: Mask, reach: Mask): boolean {
  const { both, first } = countOverlap(thing, reach);
  return both > ITS_OWN * first;
}

/** What is to be pasted into the picture. */
export function pasteOf({ request, masks, unnamed, inverted, drawn, pasted }: Work): Paste {
  const layers = pasted!.map((mask, i): Layer => {
    const isSameShape = kindOf(request.edits[i]!).drawing.attention === 'all';
    return { mask, isSameShape, isSoft: isSoft(mask) };
  });
  return {
    edited: drawn!.edited,
    reconstruction: drawn!.reconstruction,
    region: inverted!.region,
    layers,
    old: uniteMasks(masks!),
    kept: protectedPixels({ request, unnamed }),
    feather: request.maskFeather,
  };
}
