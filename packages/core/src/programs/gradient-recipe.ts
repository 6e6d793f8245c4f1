import type { AttentionOf, Given, Inside, Loss } from '../losses/loss.js';

/** One way to differentiate the denoiser. What its losses declare to read decides the rest of the program. */
export interface GradientRecipe {
  losses: readonly Loss[];
  /** What the gradient is taken with respect to: the latent, or the text embedding. */
  wrt: 'latent' | 'text';
  /** Losses on attention read the cross-attention sites whose resolution is nearest to `side` × `side`. */
  side: number;
  /** False: the branch runs as it is, without attention of the reconstruction branch. */
  injects?: boolean;
}

export const readsOf = (losses: readonly Loss[]) => losses.flatMap(({ reads }) => Object.values(reads));
export const isInside = (read: Inside | Given): read is Inside => 'inside' in read;

/** Whether the latent is also read under the source prompt, as a second entry of the batch. */
export const readsTwice = (losses: readonly Loss[]) =>
  readsOf(losses).some((read) => 'branch' in read && read.branch === 'edit under source prompt');

export const readsAttention = (losses: readonly Loss[]) =>
  readsOf(losses).some((read): read is AttentionOf => 'inside' in read && read.inside === 'cross-attention');

/** The name of a gradient's program, such as "latent gradient of oal and ccl near 16×16". */
export function gradientName({ losses, wrt, side, injects = true }: GradientRecipe): string {
  const names = losses.map(({ name }) => name).join(' and ');
  const where = readsAttention(losses) ? ` near ${side}×${side}` : '';
  return `${wrt} gradient of ${names}${where}${injects ? '' : ' without injection'}`;
}
