import { type Checks, hasFailed, isKept, type Picture, type SeenThing } from '@dualedit/foundation';
import { sampleMask } from '../../image/place-mask.js';
import { cutSquare } from '../../image/square.js';
import { keptThings } from '../../seen/changed.js';
import { kindOf } from '../changes/kinds.js';
import type { Work } from '../work.js';
import { lookAgain } from './look-again.js';

/**
 * What came of each edit, and of what was to stay.
 * @param things what is seen in the square of the result, or in what was drawn of it
 */
export async function checksOf(
  work: Work,
  picture: Picture,
  things: readonly SeenThing[] | undefined,
): Promise<Checks> {
  return checksIn(await squareOf(work, picture), { work, picture, things });
}

/** The same of a result that nobody has looked at. */
export async function checksOfResult(work: Work, picture: Picture): Promise<Checks> {
  const square = await squareOf(work, picture);
  return checksIn(square, { work, picture, things: await lookAgain(work, square) });
}

const squareOf = ({ inverted, model }: Work, picture: Picture) =>
  cutSquare(picture, inverted!.region, model.pictureSize);

interface Seen {
  work: Work;
  picture: Picture;
  things: readonly SeenThing[] | undefined;
}

async function checksIn(after: Picture, { work, picture, things }: Seen): Promise<Checks> {
  const { request, masks, pasted, unnamed, inverted, model, parts, worn = [], zoom } = work;
  const { edits, picture: image } = request;
  const { region, seen: before } = inverted!;
  const hasBackground = edits.some(({ kind }) => kind === 'background');
  const background = hasBackground ? await parts.backgroundOf(picture) : undefined;
  const checks = edits.map((edit, i) => {
    const check = kindOf(edit).check(edit, {
      before,
      after,
      old: sampleMask(masks![i]!, region, after.width),
      area: sampleMask(pasted![i]!, region, after.width),
      things,
      colors: model.pack.words?.colors,
      palette: model.pack.palette,
      materials: model.pack.words?.materials,
      background,
    });
    return worn[i]?.length ? { ...check, with: worn[i] } : check;
  });
  const elsewhere = (zoom?.elsewhere ?? []).map(({ name }) => ({ name, changed: 0 }));
  const kept = request.protect === false ? [] : [...keptThings(image, picture, unnamed!), ...elsewhere];
  return { edits: checks, kept, passed: !checks.some(hasFailed) && kept.every(isKept) };
}
