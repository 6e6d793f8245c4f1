import { DualeditError, type Picture } from '@dualedit/foundation';
import type { Model } from '../family/model.js';
import { lookOf } from './look.js';
import { checkRule, insideness } from './rule.js';
import { seenSquare } from './seen.js';

/**
 * Refuses a picture that a small model cannot know, by the rule of its pack; packs without one know any picture. No
 * model is run.
 * @throws DualeditError `picture-out-of-world`, `pack-unreadable`
 */
export async function checkWorld(
  picture: Picture,
  { pack: { world, name } }: Pick<Model, 'pack'>,
): Promise<void> {
  if (!world) return;
  checkRule(world, name);
  const inside = insideness(world, lookOf(await seenSquare(picture)));
  if (inside >= 0) return;
  throw new DualeditError({
    code: 'picture-out-of-world',
    message: `The small model "${name}" knows drawings like those of "dualedit sample" and nothing else, and this picture is none of them.`,
    hint: 'For photographs and other drawings, fetch a full-size model with "dualedit models pull sd-1.5"; force (--force) edits this one all the same.',
    received: Number(inside.toFixed(2)),
  });
}
