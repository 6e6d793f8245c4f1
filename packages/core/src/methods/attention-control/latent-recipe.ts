import { lossesInUse } from '../../losses/losses.js';
import type { GradientRecipe } from '../../programs/gradient-recipe.js';
import type { AttentionControlSettings } from './settings.js';

/** The gradient that the latent is optimized by; none if all losses are left out. */
export function latentRecipe({
  lossWeights,
  lossSide,
}: AttentionControlSettings): GradientRecipe | undefined {
  const losses = lossesInUse(lossWeights);
  return losses.length === 0 ? undefined : { losses, wrt: 'latent', side: lossSide };
}
