import { countInside, DualeditError, type Mask, type NamedThing, type Picture } from '@dualedit/foundation';
import type { Conditioning } from '../family/conditioning.js';
import { placeMask } from '../image/place-mask.js';
import type { SquareTrajectory } from '../inversions/inverted-square.js';
import type { Programs } from '../programs/programs.js';
import { masksFromMaps } from './from-maps.js';
import { wordMaps } from './word-maps.js';

export interface AttentionMaskRequest {
  picture: Picture;
  edits: readonly NamedThing[];
  /** Per edit: the positions of its source phrase in the source prompt. */
  phrases: readonly (readonly number[])[];
  /** Of the source prompt. */
  text: Conditioning;
  square: SquareTrajectory;
  signal?: AbortSignal | undefined;
}

/** A mask below this share of the region is a speck. */
const SPECK = 0.002;

/**
 * Masks from words alone: where the diffusion model's own cross-attention puts each edit's phrase while
 * the picture is inverted. One per edit, at the picture's size.
 * @throws DualeditError `object-not-found`
 */
export async function attentionMasks(
  programs: Pick<Programs, 'attentionMaps'>,
  { picture, edits, phrases, text, square, signal }: AttentionMaskRequest,
): Promise<Mask[]> {
  const { trajectory, path, seen, region } = square;
  const maps = await wordMaps({
    maps: await programs.attentionMaps(),
    trajectory,
    path,
    text,
    phrases,
    signal,
  });
  const side = Math.sqrt(maps[0]!.length);
  const found = masksFromMaps(maps, { width: side, height: side }, seen);
  found.forEach((mask, index) => {
    if (countInside(mask) < SPECK * mask.data.length) throw notFound(edits[index]!);
  });
  return found.map((mask) => placeMask(mask, region, picture));
}

function notFound(edit: NamedThing): DualeditError {
  return new DualeditError({
    code: 'object-not-found',
    message: `No ${edit.source} was found in the picture.`,
    hint: `Check that there is one, say in the prompt what the picture shows, or give its mask.`,
    received: edit.source,
  });
}
