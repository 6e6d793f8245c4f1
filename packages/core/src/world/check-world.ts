import { DualeditError, type Picture } from '@dualedit/foundation';
import type { Autoencoder } from '../autoencoder/autoencoder.js';
import type { Model } from '../family/model.js';
import { lookOf } from './look.js';
import { checkRule, insideness } from './rule.js';
import { seenSquare } from './seen.js';

/** What is needed to look at a picture. */
export interface Looking {
  autoencoder: Pick<Autoencoder, 'encode' | 'decode'>;
  /** Of the model's pictures, and of its latents. */
  pictureSize: number;
  latent: { width: number; height: number };
}

/** How a picture looks to a model: numbers for a rule. */
export async function lookAt(
  picture: Picture,
  { autoencoder, pictureSize, latent }: Looking,
): Promise<number[]> {
  const seen = await seenSquare(picture, pictureSize);
  const own = await autoencoder.decode(await autoencoder.encode(seen), latent.width, latent.height);
  return lookOf(seen, own);
}

/**
 * Refuses a picture that a small model cannot know, by the rule of its pack; packs without one know any picture.
 * @throws DualeditError `picture-out-of-world`, `pack-unreadable`
 */
export async function checkWorld(picture: Picture, model: Model): Promise<void> {
  const { world, name } = model.pack;
  if (!world) return;
  checkRule(world, name);
  const inside = insideness(world, await lookAt(picture, model));
  if (inside >= 0) return;
  throw new DualeditError({
    code: 'picture-out-of-world',
    message: `The small model "${name}" knows drawings like those of "dualedit sample" and nothing else, and this picture is none of them.`,
    hint: 'For photographs and other drawings, run "dualedit models pull sd-1.5" and choose that model; or use force to edit this one all the same.',
    received: Number(inside.toFixed(2)),
  });
}
